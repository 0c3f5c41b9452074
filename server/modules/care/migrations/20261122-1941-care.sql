-- Care (M25, M26): words that suggestions are put together from, and the festivals of the year.
create schema care;
grant usage on schema care to liuke_app;

-- Building blocks of plain words, kept by head office. One is never changed: it ends, and a new one stands in its place.
create table care.block (
  id int generated always as identity primary key,
  occasion text not null check (occasion in ('birthday', 'family_birthday', 'wedding', 'exam', 'move', 'festival', 'anniversary', 'day', 'greeting',
    'congratulation', 'thanks_deal', 'thanks', 'apology')),
  part text not null check (part in ('opening', 'middle', 'closing')),
  place int not null check (place > 0),
  body text not null check (char_length(body) between 1 and 200),
  made_by int,
  made_at timestamptz not null default now(),
  ended_by int,
  ended_at timestamptz,
  check ((ended_at is null) = (ended_by is null))
);
create index on care.block (occasion, part, place) where ended_at is null;
alter table care.block enable row level security;
create policy everybody_reads on care.block for select to liuke_app using (true);
create policy head_office_writes on care.block for insert to liuke_app
  with check (ended_at is null and made_by = (select platform.current_user_id()) and (select platform.current_role_code()) = 'head_office');
create policy head_office_ends on care.block for update to liuke_app
  using (ended_at is null and (select platform.current_role_code()) = 'head_office') with check (ended_by = (select platform.current_user_id()));
grant select, insert, update (ended_by, ended_at) on care.block to liuke_app;

-- Festivals by the solar or the lunar calendar; lunar day 30 of a month with 29 days is kept on the 29th (platform/lunar.ts).
create table care.festival (
  code text primary key,
  name text not null,
  calendar text not null check (calendar in ('solar', 'lunar')),
  month int not null check (month between 1 and 12),
  day int not null check (day between 1 and 31),
  -- whom it concerns: everybody of the policy's classes, the old, women, teachers
  concerns text not null check (concerns in ('all', 'elders', 'women', 'teachers'))
);
alter table care.festival enable row level security;
create policy everybody_reads on care.festival for select to liuke_app using (true);
grant select on care.festival to liuke_app;
insert into care.festival values
  ('new_year', '元旦', 'solar', 1, 1, 'all'), ('new_years_eve', '除夕', 'lunar', 12, 30, 'all'), ('spring', '春节', 'lunar', 1, 1, 'all'),
  ('lantern', '元宵节', 'lunar', 1, 15, 'all'), ('women', '妇女节', 'solar', 3, 8, 'women'), ('dragon_boat', '端午节', 'lunar', 5, 5, 'all'),
  ('teachers', '教师节', 'solar', 9, 10, 'teachers'), ('mid_autumn', '中秋节', 'lunar', 8, 15, 'all'), ('national', '国庆节', 'solar', 10, 1, 'all'),
  ('double_ninth', '重阳节', 'lunar', 9, 9, 'elders'), ('laba', '腊八节', 'lunar', 12, 8, 'elders');

insert into care.block (occasion, part, place, body) values
  ('birthday', 'opening', 1, '{称呼|您}好，我是{网点}的{经理}。今天是您的生日，祝您生日快乐！'),
  ('birthday', 'opening', 2, '{称呼|您}，生日快乐！我是{经理}，记着您的日子呢。'),
  ('birthday', 'opening', 3, '一早就想着给{称呼|您}道声生日快乐，我是银行的{经理}。'),
  ('birthday', 'middle', 1, '上回听您说起{兴趣}，最近还常去吗？'),
  ('birthday', 'middle', 2, '{家人}都还好吧？今天一家人聚一聚，多高兴。'),
  ('birthday', 'middle', 3, '您是我们{网点}的老朋友了，这些年承您照应。'),
  ('birthday', 'closing', 1, '愿您平安健康，事事顺心。有什么要我跑腿的，随时招呼。'),
  ('birthday', 'closing', 2, '天凉了记得添衣，改日路过网点，进来坐坐喝杯茶。'),
  ('birthday', 'closing', 3, '新的一岁，愿您吃得香、睡得好、笑得多。'),
  ('family_birthday', 'opening', 1, '{称呼|您}好，我是{经理}。记得{家人}快过生日了，先道声祝福。'),
  ('family_birthday', 'opening', 2, '{称呼|您}，{家人}生日快到了吧？我是{网点}的{经理}，替我问声好。'),
  ('family_birthday', 'middle', 1, '上回您提到{兴趣}，正好一家人一起。'),
  ('family_birthday', 'middle', 2, '一家人和和美美，比什么都好。'),
  ('family_birthday', 'closing', 1, '祝全家平安喜乐。'),
  ('family_birthday', 'closing', 2, '有空带家人来网点坐坐。'),
  ('wedding', 'opening', 1, '{称呼|您}好，我是{经理}。今天是您的结婚纪念日，恭喜二位！'),
  ('wedding', 'middle', 1, '风雨同舟这些年，真让人羡慕。'),
  ('wedding', 'middle', 2, '今天就别忙了，和{家人|爱人}出去走走。'),
  ('wedding', 'closing', 1, '愿二位长长久久，日子越过越甜。'),
  ('exam', 'opening', 1, '{称呼|您}好，我是{经理}。记得{家人|孩子}快考试了，给孩子加加油！'),
  ('exam', 'middle', 1, '这些日子做家长的也辛苦，您多保重。'),
  ('exam', 'middle', 2, '考前几天吃得清淡些，早点休息最要紧。'),
  ('exam', 'closing', 1, '祝孩子沉着应考，发挥出自己的水平。'),
  ('exam', 'closing', 2, '考完了带孩子来网点坐坐，我们都盼着好消息。'),
  ('move', 'opening', 1, '{称呼|您}好，我是{经理}。听说您搬新家了，恭喜乔迁！'),
  ('move', 'middle', 1, '新地址要是还没在银行登记，您说一声，我来帮您改好，信件才不会寄错。'),
  ('move', 'middle', 2, '刚搬家事情多，缴费转户这些要帮忙的，尽管叫我。'),
  ('move', 'closing', 1, '愿新家温馨，日子红火。'),
  ('festival', 'opening', 1, '{称呼|您}好，我是{网点}的{经理}，{节日}到了，给您问个好。'),
  ('festival', 'opening', 2, '{称呼|您}，{节日}快乐！我是{经理}。'),
  ('festival', 'middle', 1, '上次您说起{兴趣}，趁着过节可以多陪陪自己喜欢的事。'),
  ('festival', 'middle', 2, '代我向{家人}问声好。'),
  ('festival', 'middle', 3, '过节网点的值班时间贴在门口了，急事您打我电话。'),
  ('festival', 'closing', 1, '祝您和家里人节日团圆，平安喜乐。'),
  ('festival', 'closing', 2, '节日里少劳累，多歇歇。'),
  ('anniversary', 'opening', 1, '{称呼|您}好，我是{经理}。翻了翻记录，您来{网点}已经{年数}年了。'),
  ('anniversary', 'opening', 2, '{称呼|您}，转眼您和我们打交道满{年数}年了，我是{经理}，谢谢您。'),
  ('anniversary', 'middle', 1, '这些年有哪里做得不周到的，您别客气，直接告诉我。'),
  ('anniversary', 'middle', 2, '您上回说的{兴趣}，我一直记着。'),
  ('anniversary', 'closing', 1, '往后的日子，还请您多指点。'),
  ('anniversary', 'closing', 2, '有空来坐坐，给您泡杯好茶。'),
  ('day', 'opening', 1, '{称呼|您}好，我是{经理}。记得今天是您说过的要紧日子，问候一声。'),
  ('day', 'closing', 1, '愿一切顺利。有什么需要我办的，随时招呼。'),
  ('greeting', 'opening', 1, '{称呼|您}好，我是{网点}的{经理}，好些天没见，问候您一声。'),
  ('greeting', 'middle', 1, '最近{兴趣}还常去吗？'),
  ('greeting', 'middle', 2, '{家人}都好吧？'),
  ('greeting', 'closing', 1, '天气变化大，多保重身体。'),
  ('congratulation', 'opening', 1, '{称呼|您}好，听说了您的喜事，我是{经理}，由衷替您高兴！'),
  ('congratulation', 'closing', 1, '恭喜恭喜，愿好事连连。'),
  ('thanks_deal', 'opening', 1, '{称呼|您}好，谢谢您这次专程来{网点}办理业务。'),
  ('thanks_deal', 'middle', 1, '相关的凭证请您收好，有看不明白的地方随时问我，我是{经理}。'),
  ('thanks_deal', 'closing', 1, '感谢您的信任，我会一直跟着，到期前提前告诉您。'),
  ('thanks', 'opening', 1, '{称呼|您}好，谢谢您抽时间听我介绍，我是{经理}。'),
  ('thanks', 'middle', 1, '这次没办成没关系，合适最要紧，您的考虑我都记下了。'),
  ('thanks', 'closing', 1, '往后有什么想问的，一个电话就好。'),
  ('apology', 'opening', 1, '{称呼|您}好，我是{网点}的{经理}。这件事我们没有做好，向您郑重道歉。'),
  ('apology', 'middle', 1, '原因我们已经查清，正在一项一项改，办到哪一步我会当面告诉您。'),
  ('apology', 'closing', 1, '给您添麻烦了，谢谢您肯指出来，让我们有机会改正。');
