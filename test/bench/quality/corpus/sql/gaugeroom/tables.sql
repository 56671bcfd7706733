-- Gauge room of the plant: instruments, calibration certificates, loans to the lines.

CREATE TABLE gauge_class (
    class_code     varchar(4) PRIMARY KEY,
    class_name     text NOT NULL,
    cycle_months   smallint NOT NULL CHECK (cycle_months > 0),
    max_error_um   numeric(8, 2) NOT NULL
);

CREATE TABLE gauge (
    gauge_tag    varchar(16) PRIMARY KEY,
    class_code   varchar(4) NOT NULL REFERENCES gauge_class (class_code),
    maker        text NOT NULL,
    bought_on    date NOT NULL,
    -- 廃棄した日。使用中なら NULL
    scrapped_on  date,
    CHECK (⟦mid:scrapped_on IS NULL OR scrapped_on >= bought_on⟧)
);

CREATE TABLE certificate (
    cert_no      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gauge_tag    varchar(16) NOT NULL REFERENCES gauge (gauge_tag),
    measured_on  date NOT NULL,
    error_um     numeric(8, 2) NOT NULL,
    valid_until  date NOT NULL,
    signed_by    varchar(8)
);

CREATE TABLE line_loan (
    loan_no      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gauge_tag    varchar(16) NOT NULL REFERENCES gauge (gauge_tag),
    line_code    varchar(6) NOT NULL,
    lent_on      date NOT NULL,
    returned_on  date
);

-- 一つの測定器を同時に二つのラインへは貸せない (返却前の貸出は一件だけ)
⟦comment+ja:CREATE UNIQUE INDEX one_open_loan ON line_loan (gauge_tag) WHERE returned_on IS NULL;⟧

CREATE INDEX certificate_by_gauge ON certificate (⟦mid:gauge_tag, measured_on DESC⟧);
