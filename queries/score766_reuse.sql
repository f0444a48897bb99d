-- order: 194
-- title_vi: Điểm 766 tính từ báo cáo: tái sử dụng dữ liệu số hóa (tối đa 2)
-- title_en: Index 766 from reports: reuse of digitized data (out of 2)
-- formula_vi: 2 × tỷ lệ tái sử dụng ÷ 80 %, nhiều nhất 2
-- formula_en: 2 × reuse rate ÷ 80 %, at most 2
-- unit: point
-- max_points: 2
-- full_at: 80
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 4.3
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: digitization.reused, digitization.reused_base, digitization.reused_rate
-- headline: no
-- given: digitization.reused = 60, digitization.reused_base = 200;
--     digitization.reused = 180, digitization.reused_base = 200;
--     digitization.reused_rate = 40;
--     digitization.reused = 0, digitization.reused_base = 0
-- expect: numerator = 60, denominator = 200, rate = 30, value = 0.75;
--     numerator = 180, denominator = 200, rate = 90, value = 2;
--     rate = 40, value = 1;
--     numerator = 0, denominator = 0
-- caveats_vi: Chấm theo cách của Cổng như đọc được đến tháng 10/2026, nhưng trên số liệu báo cáo; Cổng chấm trên hồ sơ
--     đồng bộ, nên đây không phải là điểm Cổng công bố.
-- caveats_en: Scored the portal's way as known up to October 2026, but on reported figures; the portal scores
--     synchronised dossiers, so this is not the published score.
--
-- Điểm khai thác, sử dụng lại dữ liệu số hóa: đủ 2 điểm khi tỷ lệ đạt từ 80 %, dưới đó chia theo tỷ lệ.
--
-- Points for reuse of digitized data: the full 2 from a rate of 80 % on, in proportion below.
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
    digitization_reused as numerator,
    digitization_reused_base as denominator,
    digitization_reused_rate as stated
from figures
where
    digitization_reused is not null
    or digitization_reused_base is not null
    or digitization_reused_rate is not null
