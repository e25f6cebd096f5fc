select obj, name as dl01, lda, pec, '00000' as co from plan.objects
union all by name
select '7135' as obj, name as dl01, lda, pec, '00000' as co from plan.objects where plan.renamed(obj, getvariable('today')) <> obj
