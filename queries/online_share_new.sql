-- order: 60
-- title_vi: Tỷ lệ hồ sơ trực tuyến (trên hồ sơ mới)
-- title_en: Online share of new dossiers
-- formula_vi: tiếp nhận trực tuyến ÷ mới tiếp nhận
-- formula_en: received online ÷ new
-- unit: percent
-- direction: up
-- family: online
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 4 ÷ (cột 4 + cột 5)
-- formula_version: 1
-- fields: dossiers.received_online, dossiers.received_offline, dossiers.received_new, dossiers.online_rate
-- headline: yes
-- given: dossiers.received_online = 330, dossiers.received_new = 600;
--     dossiers.received_online = 30, dossiers.received_offline = 90;
--     dossiers.online_rate = 74.7
-- expect: numerator = 330, denominator = 600, value = 55;
--     numerator = 30, denominator = 120, value = 25;
--     value = 74.7
-- caveats_vi: Tỷ lệ nêu trong báo cáo không phải lúc nào cũng cho biết mẫu số là hồ sơ mới hay tổng tiếp nhận.
-- caveats_en: A printed online rate does not always say whether it is over new or over all received dossiers.
--
-- Trong số hồ sơ nộp mới trong kỳ, bao nhiêu phần trăm nộp qua mạng. Hồ sơ kỳ trước chuyển qua không tính.
--
-- Of the dossiers newly filed in the period, the share filed online. Those carried over are not counted.
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
    dossiers_received_online as numerator,
    coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_offline) as denominator,
    dossiers_online_rate as stated
from figures
where
    dossiers_received_online is not null
    or dossiers_received_offline is not null
    or dossiers_received_new is not null
    or dossiers_online_rate is not null
