-- order: 58
-- title_vi: Hồ sơ tồn quá hạn
-- title_en: Dossiers pending and overdue
-- formula_vi: đang giải quyết quá hạn
-- formula_en: pending overdue
-- unit: dossier
-- direction: down
-- family: backlog
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 13
-- formula_version: 1
-- fields: dossiers.pending_overdue
-- headline: yes
-- given: dossiers.pending_overdue = 45
-- expect: value = 45
-- caveats_vi: Là ảnh chụp tại ngày chốt số liệu. Một phần hồ sơ quá hạn trên Cổng Dịch vụ công quốc gia là do đồng bộ
--     chậm hoặc sai.
-- caveats_en: A picture on the closing day. Some of what the National Public Service Portal shows as overdue was
--     synchronised late or wrongly.
--
-- Số hồ sơ vào ngày chốt số liệu đã quá ngày hẹn mà chưa trả kết quả.
--
-- Dossiers past their promised day and not yet answered on the closing day.
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
    dossiers_pending_overdue as value
from figures
where
    dossiers_pending_overdue is not null
