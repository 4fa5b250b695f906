-- Every object of the user in this database: its name, what is part of what, and its definition.
-- part_of is empty, or the object that names it when there are too many.
with own as (
    select oid, nspname from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
),
member as (
    select classid, objid from pg_depend where deptype = 'e'
),
relation as (
    select c.*, o.nspname, format('%I.%I', o.nspname, c.relname) as name,
        case c.relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'm' then 'materialized view'
            when 'f' then 'foreign table' when 'S' then 'sequence' when 'c' then 'type' end as kind
    from pg_class c join own o on o.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')
        and not exists (select from member m where m.classid = 'pg_class'::regclass and m.objid = c.oid)
),
-- A partition is one object with its bounds: the rest is its parent's.
whole as (
    select * from relation where not relispartition
),
routine as (
    select p.*, format('%I.%I(%s)', o.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name
    from pg_proc p join own o on o.oid = p.pronamespace
    where not exists (select from member m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
),
type as (
    select t.*, format('%I.%I', o.nspname, t.typname) as name
    from pg_type t join own o on o.oid = t.typnamespace
    where t.typtype in ('e', 'd', 'r')
        and not exists (select from member m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
),
owned as (
    select 'schema ' || quote_ident(o.nspname) as object, n.nspowner as owner,
        coalesce(n.nspacl, acldefault('n', n.nspowner)) as acl
    from own o join pg_namespace n on n.oid = o.oid
    union all
    select kind || ' ' || name, relowner,
        coalesce(relacl, acldefault(case relkind when 'S' then 's'::"char" else 'r'::"char" end, relowner))
    from whole where relkind <> 'c'
    union all
    select 'function ' || name, proowner, coalesce(proacl, acldefault('f', proowner)) from routine
    union all
    select 'type ' || name, typowner, coalesce(typacl, acldefault('T', typowner)) from type
)
select 'schema ' || quote_ident(nspname) as object, '' as part_of, '' as definition from own
union all
select kind || ' ' || name, '',
    concat_ws(' ', relpersistence, relrowsecurity, relforcerowsecurity, relreplident, array_to_string(reloptions, ','),
        case when relkind = 'p' then pg_get_partkeydef(oid) end,
        case when relkind in ('v', 'm') then pg_get_viewdef(oid) end,
        case when relkind = 'S' then (
            select concat_ws(' ', format_type(seqtypid, null), seqincrement, seqmin, seqmax, seqcycle)
            from pg_sequence where seqrelid = oid) end,
        (select string_agg(inhparent::regclass::text, ',' order by inhseqno) from pg_inherits where inhrelid = oid))
from whole
union all
-- One that was never refreshed cannot be read.
select 'data of materialized view ' || name, '', '' from whole join pg_class c on c.oid = whole.oid
where whole.relkind = 'm' and c.relispopulated
union all
select 'partition ' || p.name, 'table ' || i.inhparent::regclass, pg_get_expr(p.relpartbound, p.oid)
from relation p join pg_inherits i on i.inhrelid = p.oid where p.relispartition
union all
select 'column ' || r.name || '.' || quote_ident(a.attname), r.kind || ' ' || r.name,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
        nullif(a.attcollation, 0)::regcollation, pg_get_expr(d.adbin, d.adrelid))
from whole r join pg_attribute a on a.attrelid = r.oid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped and r.relkind <> 'S'
union all
select 'index ' || format('%I.%I', r.nspname, c.relname), r.kind || ' ' || r.name, pg_get_indexdef(c.oid)
from whole r join pg_index i on i.indrelid = r.oid join pg_class c on c.oid = i.indexrelid
union all
select 'constraint ' || quote_ident(c.conname) || ' of ' || r.name, r.kind || ' ' || r.name, pg_get_constraintdef(c.oid)
from pg_constraint c join whole r on r.oid = c.conrelid where c.contype <> 'n'
union all
-- The triggers that enforce a foreign key can be disabled.
select 'enforcement of ' || quote_ident(c.conname) || ' of ' || r.name, r.kind || ' ' || r.name, ''
from pg_constraint c join whole r on r.oid = c.conrelid where c.contype = 'f'
    and not exists (select from pg_trigger t where t.tgconstraint = c.oid and t.tgenabled = 'D')
union all
select 'trigger ' || quote_ident(t.tgname) || ' of ' || r.name, r.kind || ' ' || r.name,
    concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
from pg_trigger t join whole r on r.oid = t.tgrelid where not t.tgisinternal
union all
select 'rule ' || quote_ident(w.rulename) || ' of ' || r.name, r.kind || ' ' || r.name,
    concat_ws(' ', w.ev_enabled, pg_get_ruledef(w.oid))
from pg_rewrite w join whole r on r.oid = w.ev_class where w.rulename <> '_RETURN'
union all
select 'policy ' || quote_ident(p.polname) || ' of ' || r.name, r.kind || ' ' || r.name,
    concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
        (select string_agg(case role when 0 then 'public' else pg_get_userbyid(role) end, ',' order by 1)
        from unnest(p.polroles) role))
from pg_policy p join whole r on r.oid = p.polrelid
union all
select 'statistics ' || format('%I.%I', o.nspname, s.stxname), '', pg_get_statisticsobjdef(s.oid)
from pg_statistic_ext s join own o on o.oid = s.stxnamespace
union all
select 'function ' || name, '',
    case when prokind = 'a' then format_type(prorettype, null) else pg_get_functiondef(oid) end
from routine
union all
select 'type ' || name, '',
    concat_ws(' ', typtype, typnotnull, typdefault, format_type(nullif(typbasetype, 0), typtypmod),
        (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = type.oid),
        (select format_type(rngsubtype, null) from pg_range where rngtypid = oid),
        (select string_agg(conname || ' ' || pg_get_constraintdef(c.oid), ',' order by conname)
        from pg_constraint c where c.contypid = type.oid))
from type
union all
select 'extension ' || quote_ident(extname), '', '' from pg_extension
union all
select 'event trigger ' || quote_ident(evtname), '',
    concat_ws(' ', evtevent, evtfoid::regproc, evtenabled, array_to_string(evttags, ','))
from pg_event_trigger
where not exists (select from member m where m.classid = 'pg_event_trigger'::regclass and m.objid = pg_event_trigger.oid)
union all
select 'publication ' || quote_ident(pubname), '',
    concat_ws(' ', puballtables, pubinsert, pubupdate, pubdelete, pubtruncate,
        (select string_agg(format('%I.%I', schemaname, tablename), ',' order by schemaname, tablename)
        from pg_publication_tables t where t.pubname = p.pubname))
from pg_publication p
union all
select 'foreign server ' || quote_ident(srvname), '', (select fdwname from pg_foreign_data_wrapper w where w.oid = srvfdw)
from pg_foreign_server
union all
select 'collation ' || format('%I.%I', o.nspname, c.collname), '', concat_ws(' ', c.collprovider, c.collcollate, c.collctype)
from pg_collation c join own o on o.oid = c.collnamespace
union all
select 'comment on ' || r.kind || ' ' || r.name || case d.objsubid when 0 then '' else '.' || (
        select quote_ident(attname) from pg_attribute where attrelid = d.objoid and attnum = d.objsubid) end,
    r.kind || ' ' || r.name, d.description
from pg_description d join whole r on r.oid = d.objoid and d.classoid = 'pg_class'::regclass
union all
select 'owner of ' || object, object, pg_get_userbyid(owner) from owned
union all
select 'grants on ' || object, object, coalesce((
    select string_agg(concat_ws(' ', case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end,
        a.privilege_type, a.is_grantable), ',' order by
        case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end, a.privilege_type, a.is_grantable)
    from aclexplode(acl) a), '')
from owned
union all
select 'grants on column ' || r.name || '.' || quote_ident(a.attname), r.kind || ' ' || r.name, (
    select string_agg(concat_ws(' ', case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee) end,
        x.privilege_type, x.is_grantable), ',' order by
        case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee) end, x.privilege_type)
    from aclexplode(a.attacl) x)
from whole r join pg_attribute a on a.attrelid = r.oid where a.attacl is not null and not a.attisdropped
union all
select 'default privileges of ' || quote_ident(pg_get_userbyid(defaclrole)) || ' for ' || defaclobjtype::text
        || coalesce(' in ' || quote_ident(nspname), ''), '', (
    select string_agg(concat_ws(' ', case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee) end,
        x.privilege_type), ',' order by
        case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee) end, x.privilege_type)
    from aclexplode(defaclacl) x)
from pg_default_acl left join pg_namespace n on n.oid = defaclnamespace
