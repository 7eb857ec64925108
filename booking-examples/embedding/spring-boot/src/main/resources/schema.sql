create table if not exists loyalty (guest binary(16) primary key, points int not null, version int not null);
