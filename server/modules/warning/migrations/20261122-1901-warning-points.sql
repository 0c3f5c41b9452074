-- What to say where a warning is the reason (M22, M40).
insert into today.talking_point (reason, place, body) values
  ('leave_risk', 1, '先问候、问近况，听客户说有什么变化；不提“预警”和“流失”。'),
  ('leave_risk', 2, '资金另有安排的，问清用途和时间；在别家更合适的，记下原因和他行名称。'),
  ('leave_risk', 3, '有不满先解决；想走的，当场开挽留单，按权限提供替代方案。');
