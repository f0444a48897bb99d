-- order: 160
-- title_vi: Hồ sơ tiếp nhận
-- title_en: Dossiers on hand
-- formula_vi: mới tiếp nhận + kỳ trước chuyển qua
-- formula_en: new + carried over
-- unit: dossier
-- direction: none
-- family: volume
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 3
-- formula_version: 1
-- fields: dossiers.received
-- headline: yes
-- given: dossiers.received = 5310
-- expect: value = 5310
-- caveats_vi: Là khối lượng phải giải quyết: cộng các tháng lại sẽ đếm hồ sơ chuyển kỳ nhiều lần, nên quý và năm chỉ
--     lấy tồn đầu kỳ một lần.
-- caveats_en: This is a workload: adding months would count carried-over dossiers again and again, so quarters and
--     years take the first opening only.
--
-- Tổng số hồ sơ phải giải quyết trong kỳ: hồ sơ mới tiếp nhận và hồ sơ kỳ trước chuyển qua.
--
-- All dossiers to be handled in the period: the new ones and those carried over from the period before.
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
    dossiers_received as value
from figures
where
    dossiers_received is not null
