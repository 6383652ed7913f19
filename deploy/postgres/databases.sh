# Run once by the postgres image, while its data folder is empty: a database per department, with its roles, closed to the others.
set -eu
export PGPASSWORD="$POSTGRES_PASSWORD"
export PGOPTIONS="-c linli.owner_password=$OWNER_PASSWORD -c linli.app_password=$DEPARTMENT_PASSWORD -c linli.read_password=$READ_PASSWORD"
for name in sales_office property_move_in complaints mortgage_collection client_club info_sharing; do
  psql -v ON_ERROR_STOP=1 -U postgres -d postgres -c "create database $name"
  psql -v ON_ERROR_STOP=1 -U postgres -d "$name" -f /roles/access.sql -f /roles/passwords.sql
done
