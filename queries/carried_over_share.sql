-- order: 52
-- title_vi: Tỷ trọng hồ sơ kỳ trước chuyển qua
-- title_en: Carried-over share
-- formula_vi: kỳ trước chuyển qua ÷ (mới tiếp nhận + kỳ trước chuyển qua)
-- formula_en: carried over ÷ (new + carried over)
-- unit: percent
-- direction: down
-- family: backlog
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 6 ÷ (cột 4 + cột 5 + cột 6)
-- formula_version: 1
-- fields: dossiers.carried_over, dossiers.received_new, dossiers.received_online, dossiers.received_offline
-- headline: no
-- given: dossiers.carried_over = 150, dossiers.received_new = 850;
--     dossiers.carried_over = 30, dossiers.received_online = 70, dossiers.received_offline = 20
-- expect: numerator = 150, denominator = 1000, value = 15;
--     numerator = 30, denominator = 120, value = 25
-- caveats_vi: Mẫu số được cộng lại từ hồ sơ mới và hồ sơ chuyển qua, vì “tổng tiếp nhận” trong báo cáo có khi chưa gồm
--     hồ sơ chuyển qua.
-- caveats_en: The base is added up from new and carried-over dossiers, for a report's “received in total” sometimes
--     leaves the carried-over ones out.
--
-- Trong khối lượng phải giải quyết của kỳ, bao nhiêu phần trăm là hồ sơ còn lại từ kỳ trước.
--
-- Of the period's workload, the share left over from the period before.
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
    dossiers_carried_over as numerator,
    coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_offline) + dossiers_carried_over as denominator
from figures
where
    dossiers_carried_over is not null
    or dossiers_received_new is not null
    or dossiers_received_online is not null
    or dossiers_received_offline is not null
