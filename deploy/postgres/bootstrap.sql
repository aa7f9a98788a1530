-- Roles, database and extensions, prepared by the superuser; safe to run again.
-- The application's role is neither superuser nor owner, so row-level security holds for it.
-- psql reads the passwords from its environment, so they appear in no command line.
\getenv owner_password ROLEFIT_OWNER_PASSWORD
\getenv app_password ROLEFIT_APP_PASSWORD

SELECT format('CREATE ROLE %I LOGIN', name)
FROM (VALUES ('rolefit_owner'), ('rolefit_app')) AS roles (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE rolefit_owner WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE rolefit_app WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';

SELECT 'CREATE DATABASE rolefit OWNER rolefit_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'rolefit') \gexec

ALTER DATABASE rolefit OWNER TO rolefit_owner;
REVOKE ALL ON DATABASE rolefit FROM PUBLIC;
GRANT CONNECT ON DATABASE rolefit TO rolefit_app;

\connect rolefit

SELECT format('CREATE EXTENSION IF NOT EXISTS %I', name)
FROM pg_available_extensions
WHERE name IN ('pg_trgm', 'unaccent', 'vector') AND installed_version IS NULL \gexec

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO rolefit_app;
ALTER DEFAULT PRIVILEGES FOR ROLE rolefit_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rolefit_app;
ALTER DEFAULT PRIVILEGES FOR ROLE rolefit_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO rolefit_app;
