-- The account that applications run with. Run after each migration, since what is granted names tables and columns: none of it
-- makes, changes or drops a table.
GRANT SELECT, INSERT, UPDATE (stamp) ON innkeeper.user TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE ON innkeeper.user_credential TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON innkeeper.login_attempt TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE ON innkeeper.hotel TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE ON innkeeper.room TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON innkeeper.rate_night TO innkeeper_runs@'%';
GRANT SELECT, INSERT, DELETE ON innkeeper.stay_restriction TO innkeeper_runs@'%';
GRANT SELECT, INSERT, DELETE ON innkeeper.quote TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE ON innkeeper.booking TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE (expires_at), DELETE ON innkeeper.room_night TO innkeeper_runs@'%';
GRANT SELECT, INSERT, UPDATE (request_key, fingerprint, relay_at), DELETE ON innkeeper.booking_event TO innkeeper_runs@'%';
