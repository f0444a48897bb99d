-- order: 182
-- title_vi: Điểm 766 công bố: tiến độ giải quyết (tối đa 20)
-- title_en: Index 766 as published: progress (out of 20)
-- formula_vi: điểm do Cổng Dịch vụ công quốc gia công bố
-- formula_en: the score published by the National Public Service Portal
-- unit: point
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, nhóm 2 (tối đa 20 điểm)
-- valid_from: 2022-06-23
-- fields: index766.progress
-- headline: no
-- given: index766.progress = 18.16
-- expect: value = 18.16
-- caveats_vi: Cách chấm năm 2026 khắt khe hơn hẳn: hai phiên bản không bao giờ nối thành một đường; điểm từ tháng 2 đến
--     tháng 8/2026 ghi là chưa rõ phiên bản.
-- caveats_en: The scoring of 2026 asks far more: the two versions are never one line; scores from February to August
--     2026 are of unknown version.
--
-- Điểm của Bộ chỉ số phục vụ người dân, doanh nghiệp về hồ sơ đã và đang giải quyết đúng hạn, như Cổng công bố: không
-- tính lại, không cộng, không lấy trung bình.
--
-- Points of the index of service to citizens and businesses for dossiers resolved or pending in time, as the portal
-- publishes them: never recomputed, added or averaged.
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
    index766_progress as value,
    case
        when period_end < '2026-02-01' then '2022'
        when period_end >= '2026-09-01' then '2026'
        else 'unknown'
    end as formula_version
from figures
where
    index766_progress is not null
