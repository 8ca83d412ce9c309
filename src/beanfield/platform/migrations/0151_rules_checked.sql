-- When each rule was last asked: since then only those people are looked at of whom something was seen.
alter table quality_rule add column checked_at timestamptz;
create index rule_firing_by_rule on rule_firing (rule_id, person_id, id);
