-- What to say where a wake-up wave, a win-back day or an unused benefit is the reason (M41, M44, M45).
insert into today.talking_point (reason, place, body) values
  ('wake_up', 1, '先问候，再问很久没用账户是不是有什么不方便；不提“沉睡”。'),
  ('wake_up', 2, '告知账户长期不动会被管控，怎样激活；需要时约到网点或用手机银行办。'),
  ('win_back', 1, '问候近况，问在别家用得怎么样；记下原话，不评价他行。'),
  ('win_back', 2, '上次没解决的事现在能解决的，当场说清；不能解决的不许诺。'),
  ('benefit', 1, '告知还有哪项权益没用、怎么用、到什么时候；只讲权益，不谈产品。'),
  ('benefit', 2, '客户想用的，当场替他约好，用完在档案里记一次。');
