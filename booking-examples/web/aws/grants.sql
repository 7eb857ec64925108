-- What the web application needs of its own tables, beside booking-jpa/docs/grants/runs.sql; after each migration.
GRANT SELECT, INSERT ON innkeeper.loyalty_entry TO innkeeper_runs@'%';
GRANT SELECT, INSERT ON innkeeper.loaded_hotel TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON innkeeper.room_feed TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON innkeeper.SPRING_SESSION TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON innkeeper.SPRING_SESSION_ATTRIBUTES TO innkeeper_runs@'%';
