-- 外国送金の事務センター: 依頼、相手先、審査結果の表。

CREATE TABLE payout_bank (
    bank_key     char(11) PRIMARY KEY,
    bank_name    text NOT NULL,
    country_code char(2) NOT NULL
);

CREATE TABLE remitter (
    remitter_no  bigint PRIMARY KEY,
    legal_name   text NOT NULL,
    kana_name    text NOT NULL,
    -- 本人確認の書類を最後に見た日
    kyc_seen_on  date NOT NULL,
    is_corporate boolean NOT NULL DEFAULT false
);

CREATE TABLE remit_order (
    order_no      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    remitter_no   bigint NOT NULL REFERENCES remitter (remitter_no),
    bank_key      char(11) NOT NULL ⟦line:REFERENCES payout_bank (bank_key),⟧
    accepted_on   date NOT NULL DEFAULT now(),
    settled_on    date,
    currency      char(3) NOT NULL,
    amount        numeric(15, 2) NOT NULL CHECK (⟦mid:amount > 0⟧),
    yen_rate      numeric(12, 6) NOT NULL,
    purpose_code  char(4) NOT NULL,
    -- 決済日は受付日より前にならない
    ⟦comment+ja:CHECK (settled_on IS NULL OR settled_on >= accepted_on)⟧
);

-- 審査の結果。一つの依頼を何度でも審査でき、最後のものが有効になる。
CREATE TABLE screening (
    order_no     bigint NOT NULL REFERENCES remit_order (order_no),
    screened_at  timestamptz NOT NULL,
    verdict      text NOT NULL CHECK (verdict IN ('clear', 'hold', 'reject')),
    examiner_id  text NOT NULL,
    hit_score    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (⟦mid:order_no, screened_at⟧)
);

CREATE INDEX remit_order_by_remitter ON remit_order (remitter_no, accepted_on);

-- Orders that are not settled yet are looked up all day long.
⟦comment:CREATE INDEX remit_order_unsettled ON remit_order (accepted_on) WHERE settled_on IS NULL;⟧
