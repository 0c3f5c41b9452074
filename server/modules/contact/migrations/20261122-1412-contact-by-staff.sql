-- What a member of staff did on which days: today's list holds plans against it.
create index on contact.contact (staff_id, on_date);
