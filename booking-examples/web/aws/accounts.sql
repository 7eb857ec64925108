-- The two accounts of the application on Amazon, which sign in by IAM and so have no password. Run by the administrator, once,
-- before the first migration; then booking-jpa/docs/grants/migrates.sql.
CREATE USER innkeeper_migrates@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL;
CREATE USER innkeeper_runs@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL;
-- On an RDS Multi-AZ cluster, for the fail-over: what its nodes are, and which of them is the writer. Aurora needs neither.
-- GRANT SELECT ON mysql.rds_topology TO innkeeper_migrates@'%', innkeeper_runs@'%';
-- GRANT REPLICATION CLIENT ON *.* TO innkeeper_migrates@'%', innkeeper_runs@'%';
