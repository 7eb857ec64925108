-- The account that makes the tables and changes them with each version: by JpaStorage.migrate or by a tool of your own.
-- Run once, before the first migration. REFERENCES is for foreign keys; ALTER, DROP, INDEX and changes to rows are for versions
-- to come, and SELECT and INSERT for Flyway's history as well.
GRANT CREATE, ALTER, DROP, INDEX, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON innkeeper.* TO innkeeper_migrates@'%';
