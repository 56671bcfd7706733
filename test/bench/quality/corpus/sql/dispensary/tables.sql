-- 院内薬局: 薬品、ロットごとの在庫、処方と払い出し。

CREATE TABLE medicine (
    med_code     varchar(12) PRIMARY KEY,
    generic_name text NOT NULL,
    ward_label   text NOT NULL,
    -- 麻薬・向精神薬など金庫で保管するもの
    locked_safe  boolean NOT NULL DEFAULT false,
    reorder_qty  integer NOT NULL CHECK (reorder_qty >= 0)
);

CREATE TABLE shelf_lot (
    lot_id      bigint PRIMARY KEY,
    med_code    varchar(12) NOT NULL REFERENCES medicine (med_code),
    maker_lot   text NOT NULL,
    expires_on  date NOT NULL,
    qty_on_hand integer NOT NULL ⟦line:CHECK (qty_on_hand >= 0),⟧
    UNIQUE (med_code, maker_lot)
);

CREATE TABLE prescription (
    rx_no       bigint PRIMARY KEY,
    chart_no    varchar(10) NOT NULL,
    ward        varchar(8) NOT NULL,
    ordered_at  timestamp NOT NULL,
    cancelled   boolean NOT NULL DEFAULT false
);

CREATE TABLE rx_line (
    rx_no     bigint NOT NULL REFERENCES prescription (rx_no),
    line_no   smallint NOT NULL,
    med_code  varchar(12) NOT NULL ⟦line:REFERENCES medicine (med_code),⟧
    dose_qty  integer NOT NULL CHECK (dose_qty > 0),
    PRIMARY KEY (rx_no, line_no)
);

-- One row per lot that a line was taken from.
CREATE TABLE hand_out (
    rx_no      bigint NOT NULL,
    line_no    smallint NOT NULL,
    lot_id     bigint NOT NULL REFERENCES shelf_lot (lot_id),
    given_qty  integer NOT NULL CHECK (given_qty > 0),
    given_at   timestamp NOT NULL,
    given_by   varchar(8) NOT NULL,
    PRIMARY KEY (rx_no, line_no, lot_id),
    FOREIGN KEY (rx_no, line_no) ⟦line:REFERENCES rx_line (rx_no, line_no)⟧
);
