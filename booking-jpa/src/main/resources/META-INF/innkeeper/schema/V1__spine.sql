-- The tables of Innkeeper. Ids are time-ordered UUIDs made by the application, nights are dates of the hotel, DATETIMEs are
-- UTC by the server's clock. Text is compared exactly (utf8mb4_bin); what people search for has a folded copy (*_key).

CREATE TABLE user (
    id         BINARY(16)   NOT NULL,
    email      VARCHAR(254) NOT NULL COMMENT 'lower case, no surrounding space',
    name       VARCHAR(200) NOT NULL,
    stamp      BINARY(16)   NOT NULL COMMENT 'random; changes with the password',
    created_at DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (id),
    UNIQUE KEY user_email (email)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Apart from user, so that no query on users shows a hash. Times that only the application compares are milliseconds since
-- 1970 UTC: no time zone of a session can shift them.
CREATE TABLE user_credential (
    user_id          BINARY(16)   NOT NULL,
    password_hash    VARCHAR(512) NOT NULL COMMENT 'PHC string format',
    reset_token_hash BINARY(32)   NULL COMMENT 'SHA-256',
    reset_expires_ms BIGINT       NULL,
    PRIMARY KEY (user_id),
    UNIQUE KEY user_credential_reset (reset_token_hash),
    CONSTRAINT user_credential_user FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE login_attempt (
    address_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the e-mail address, registered or not',
    failures     INT        NOT NULL,
    last_ms      BIGINT     NOT NULL,
    retry_ms     BIGINT     NOT NULL,
    PRIMARY KEY (address_hash),
    KEY login_attempt_last (last_ms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE hotel (
    id          BINARY(16)    NOT NULL,
    owner_id    BINARY(16)    NULL,
    name        VARCHAR(200)  NOT NULL,
    name_key    VARCHAR(200)  NOT NULL,
    city        VARCHAR(100)  NOT NULL,
    city_key    VARCHAR(200)  NOT NULL,
    address     VARCHAR(300)  NOT NULL,
    time_zone   VARCHAR(64)   NOT NULL,
    currency    CHAR(3)       NOT NULL,
    stars       TINYINT       NOT NULL,
    description VARCHAR(4000) NOT NULL,
    free_days   SMALLINT      NOT NULL COMMENT 'days before the arrival until which cancelling is free',
    fee_percent SMALLINT      NOT NULL COMMENT 'of the total, to be paid by who cancels later',
    closed      BOOLEAN       NOT NULL,
    version     INT           NOT NULL,
    created_at  DATETIME(6)   NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (id),
    UNIQUE KEY hotel_currency (id, currency),
    KEY hotel_name (name_key, id),
    KEY hotel_city (city_key, name_key, id),
    CONSTRAINT hotel_owner FOREIGN KEY (owner_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The pair (hotel_id, currency) refers to the hotel's: all rooms of a hotel are priced in its one currency.
CREATE TABLE room (
    id           BINARY(16)     NOT NULL,
    hotel_id     BINARY(16)     NOT NULL,
    number       VARCHAR(20)    NOT NULL,
    type         VARCHAR(50)    NOT NULL,
    capacity     SMALLINT       NOT NULL,
    nightly_rate DECIMAL(19, 4) NOT NULL,
    currency     CHAR(3)        NOT NULL,
    closed       BOOLEAN        NOT NULL,
    version      INT            NOT NULL,
    created_at   DATETIME(6)    NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (id),
    UNIQUE KEY room_number (hotel_id, number),
    UNIQUE KEY room_hotel (id, hotel_id),
    KEY room_type (hotel_id, type),
    KEY room_currency (hotel_id, currency),
    CONSTRAINT room_hotel_currency FOREIGN KEY (hotel_id, currency) REFERENCES hotel (id, currency)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What a night costs in all rooms of a type; where there is no row, each room has its own rate. The night comes before the
-- type, so that the rates of all types for a stay are one range of keys.
CREATE TABLE rate_night (
    hotel_id BINARY(16)     NOT NULL,
    night    DATE           NOT NULL,
    type     VARCHAR(50)    NOT NULL,
    rate     DECIMAL(19, 4) NOT NULL,
    currency CHAR(3)        NOT NULL,
    PRIMARY KEY (hotel_id, night, type),
    KEY rate_night_currency (hotel_id, currency),
    CONSTRAINT rate_night_hotel_currency FOREIGN KEY (hotel_id, currency) REFERENCES hotel (id, currency)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE stay_restriction (
    id         BINARY(16)  NOT NULL,
    hotel_id   BINARY(16)  NOT NULL,
    kind       VARCHAR(32) NOT NULL,
    type       VARCHAR(50) NULL COMMENT 'of room; NULL: all',
    first_day  DATE        NOT NULL,
    end_day    DATE        NOT NULL COMMENT 'the day after the last one',
    number     INT         NOT NULL COMMENT 'nights or days that it asks for; 0: none',
    created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (id),
    KEY stay_restriction_days (hotel_id, end_day),
    CONSTRAINT stay_restriction_order CHECK (first_day < end_day),
    CONSTRAINT stay_restriction_hotel FOREIGN KEY (hotel_id) REFERENCES hotel (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Prices that are kept for a while. Nothing refers to them, so that old ones can be deleted at any time.
CREATE TABLE quote (
    id         BINARY(16)     NOT NULL,
    hotel_id   BINARY(16)     NOT NULL,
    room_id    BINARY(16)     NULL COMMENT 'NULL: any room of the type',
    type       VARCHAR(50)    NULL COMMENT 'NULL: the room',
    arrival    DATE           NOT NULL,
    departure  DATE           NOT NULL,
    guests     INT            NOT NULL,
    nightly    JSON           NOT NULL COMMENT 'an amount for each night',
    total      DECIMAL(19, 4) NOT NULL,
    currency   CHAR(3)        NOT NULL,
    expires_at DATETIME(6)    NOT NULL COMMENT 'UTC',
    created_at DATETIME(6)    NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (id),
    KEY quote_hotel (hotel_id),
    KEY quote_expiry (expires_at),
    CONSTRAINT quote_hotel FOREIGN KEY (hotel_id) REFERENCES hotel (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE booking (
    id         BINARY(16)     NOT NULL,
    user_id    BINARY(16)     NOT NULL,
    hotel_id   BINARY(16)     NOT NULL,
    room_id    BINARY(16)     NOT NULL,
    arrival    DATE           NOT NULL,
    departure  DATE           NOT NULL,
    guests     SMALLINT       NOT NULL,
    total      DECIMAL(19, 4) NOT NULL,
    currency   CHAR(3)        NOT NULL,
    status     VARCHAR(16)    NOT NULL,
    held_until DATETIME(6)    NULL COMMENT 'end of a hold, UTC; NULL: no hold',
    group_id   BINARY(16)     NULL COMMENT 'of bookings that were made all or nothing',
    free_until DATE           NULL COMMENT 'last day on which cancelling is free; NULL: always',
    late_fee   DECIMAL(19, 4) NULL COMMENT 'what cancelling costs after that',
    fee        DECIMAL(19, 4) NULL COMMENT 'what is to be paid for its cancellation; NULL: not cancelled',
    version    INT            NOT NULL COMMENT 'committed changes so far',
    created_at DATETIME(6)    NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (id),
    KEY booking_user (user_id, id),
    KEY booking_room (room_id, hotel_id),
    KEY booking_group (group_id),
    KEY booking_arrival (hotel_id, arrival, id),
    KEY booking_held (held_until),
    CONSTRAINT booking_stay CHECK (arrival < departure),
    CONSTRAINT booking_user FOREIGN KEY (user_id) REFERENCES user (id),
    CONSTRAINT booking_room FOREIGN KEY (room_id, hotel_id) REFERENCES room (id, hotel_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row for each room and night that is sold. Its primary key is the promise of this library: whatever writes here, a
-- night cannot be sold twice. Never insert with IGNORE or ON DUPLICATE KEY UPDATE.
CREATE TABLE room_night (
    room_id    BINARY(16)  NOT NULL,
    night      DATE        NOT NULL,
    hotel_id   BINARY(16)  NOT NULL,
    booking_id BINARY(16)  NOT NULL,
    expires_at DATETIME(6) NULL COMMENT 'end of a hold, UTC; NULL: no hold',
    PRIMARY KEY (room_id, night),
    KEY room_night_booking (booking_id),
    CONSTRAINT room_night_room FOREIGN KEY (room_id) REFERENCES room (id),
    CONSTRAINT room_night_booking FOREIGN KEY (booking_id) REFERENCES booking (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row for each committed change: audit trail, outbox and request key at once.
CREATE TABLE booking_event (
    id             BINARY(16)  NOT NULL,
    hotel_id       BINARY(16)  NOT NULL,
    aggregate_type VARCHAR(16) NOT NULL,
    aggregate_id   BINARY(16)  NOT NULL,
    sequence       INT         NOT NULL COMMENT 'counts the changes to the aggregate from 1',
    type           VARCHAR(32) NOT NULL,
    payload        JSON        NOT NULL,
    account_id     BINARY(16)  NOT NULL,
    request_key    VARCHAR(64) NULL COMMENT 'on one event of a request; cleared after its retention',
    fingerprint    BINARY(32)  NULL COMMENT 'SHA-256 of the request, beside its key',
    occurred_at    DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    relay_at       DATETIME(6) NULL DEFAULT (UTC_TIMESTAMP(6)) COMMENT 'when it may be delivered, UTC; NULL: never again',
    PRIMARY KEY (id),
    UNIQUE KEY booking_event_sequence (aggregate_id, sequence),
    UNIQUE KEY booking_event_request (account_id, request_key),
    KEY booking_event_relay (relay_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
