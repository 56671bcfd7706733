-- 保育所の入所選考: 施設、申込み、希望順位、指数の表。

CREATE TABLE nursery (
    nursery_id   integer PRIMARY KEY,
    nursery_name text NOT NULL,
    district     text NOT NULL
);

-- 歳児クラスごとの募集人数。
CREATE TABLE class_seat (
    nursery_id  integer NOT NULL REFERENCES nursery (nursery_id),
    age_class   smallint NOT NULL CHECK (⟦mid:age_class >= 0 AND age_class <= 5⟧),
    seats       smallint NOT NULL CHECK (seats >= 0),
    PRIMARY KEY (nursery_id, age_class)
);

CREATE TABLE household (
    household_no  bigint PRIMARY KEY,
    district      text NOT NULL,
    lone_parent   boolean NOT NULL DEFAULT false,
    taxed_income  bigint NOT NULL
);

CREATE TABLE application (
    apply_no      bigint PRIMARY KEY,
    household_no  bigint NOT NULL REFERENCES household (household_no),
    child_kana    text NOT NULL,
    age_class     smallint NOT NULL,
    base_points   integer NOT NULL,
    withdrawn_on  date
);

-- 希望順位。一つの申込みで同じ順位、同じ施設を二度は書けない。
CREATE TABLE wish (
    apply_no    bigint NOT NULL REFERENCES application (apply_no),
    wish_rank   smallint NOT NULL CHECK (wish_rank >= 1 AND wish_rank <= 5),
    nursery_id  integer NOT NULL REFERENCES nursery (nursery_id),
    PRIMARY KEY (apply_no, wish_rank),
    ⟦line:UNIQUE (apply_no, nursery_id)⟧
);

-- 調整指数。兄弟在園、育休明けなど、加点の理由ごとに一行。
CREATE TABLE extra_point (
    apply_no  bigint NOT NULL REFERENCES application (apply_no),
    reason    text NOT NULL,
    points    integer NOT NULL,
    PRIMARY KEY (⟦mid:apply_no, reason⟧)
);
