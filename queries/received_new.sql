-- order: 165
-- title_vi: Hồ sơ mới tiếp nhận
-- title_en: New dossiers
-- formula_vi: trực tuyến + trực tiếp và bưu chính
-- formula_en: online + in person and by post
-- unit: dossier
-- direction: none
-- family: volume
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 4 + cột 5
-- formula_version: 1
-- fields: dossiers.received_new, dossiers.received_online, dossiers.received_offline
-- headline: no
-- given: dossiers.received_new = 4215;
--     dossiers.received_online = 1600, dossiers.received_offline = 900
-- expect: value = 4215;
--     value = 2500
--
-- Số hồ sơ nộp mới trong kỳ, bằng mọi hình thức; hồ sơ kỳ trước chuyển qua không tính.
--
-- Dossiers newly filed in the period, in whatever way; those carried over are not counted.
--
-- One row per unit, administrative level, period, window and report that states any of it.

select
    place_vintage,
    place_code,
    unit,
    unit_kind,
    admin_level,
    period_kind,
    period,
    period_start,
    period_end,
    window_basis,
    report_id,
    confidence,
    coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_offline) as value
from figures
where
    dossiers_received_new is not null
    or dossiers_received_online is not null
    or dossiers_received_offline is not null
