-- The application's own tables, beside those of the library.

CREATE TABLE loyalty_entry (
    booking_id      BINARY(16)  NOT NULL,
    booking_version INT         NOT NULL COMMENT 'which change to the booking',
    guest_id        BINARY(16)  NOT NULL,
    points          INT         NOT NULL,
    made_at         DATETIME(6) NOT NULL,
    PRIMARY KEY (booking_id, booking_version),
    KEY loyalty_entry_guest (guest_id),
    CONSTRAINT loyalty_entry_points CHECK (points <> 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- By which line of a list a hotel was made, so that a list can be read again and goes on where it was stopped.
CREATE TABLE loaded_hotel (
    source_id BINARY(16) NOT NULL,
    hotel_id  BINARY(16) NOT NULL,
    PRIMARY KEY (source_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who knows the token may read when the room is taken.
CREATE TABLE room_feed (
    token    VARCHAR(43) NOT NULL COMMENT '32 random bytes, Base64 for URLs',
    room_id  BINARY(16)  NOT NULL,
    hotel_id BINARY(16)  NOT NULL,
    PRIMARY KEY (token),
    UNIQUE KEY room_feed_room (room_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What Spring Session wants, by its own names.
CREATE TABLE SPRING_SESSION (
    PRIMARY_ID            CHAR(36)     NOT NULL,
    SESSION_ID            CHAR(36)     NOT NULL,
    CREATION_TIME         BIGINT       NOT NULL,
    LAST_ACCESS_TIME      BIGINT       NOT NULL,
    MAX_INACTIVE_INTERVAL INT          NOT NULL,
    EXPIRY_TIME           BIGINT       NOT NULL,
    PRINCIPAL_NAME        VARCHAR(100) NULL,
    PRIMARY KEY (PRIMARY_ID),
    UNIQUE KEY SPRING_SESSION_ID (SESSION_ID),
    KEY SPRING_SESSION_EXPIRY (EXPIRY_TIME),
    KEY SPRING_SESSION_PRINCIPAL (PRINCIPAL_NAME)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE SPRING_SESSION_ATTRIBUTES (
    SESSION_PRIMARY_ID CHAR(36)     NOT NULL,
    ATTRIBUTE_NAME     VARCHAR(200) NOT NULL,
    ATTRIBUTE_BYTES    BLOB         NOT NULL,
    PRIMARY KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME),
    CONSTRAINT SPRING_SESSION_ATTRIBUTES_SESSION FOREIGN KEY (SESSION_PRIMARY_ID)
        REFERENCES SPRING_SESSION (PRIMARY_ID) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
