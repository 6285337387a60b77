using System.Globalization;
using System.Text;
using System.Text.Json;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>
/// Puts together the statement that reads one page of instances. Only the filters in use are in its text, so that each combination gets the
/// plan that fits; values travel as parameters.
/// </summary>
/// <remarks>
/// Every status is looked up on its own, in the order of creation and no further than a page, and the results are merged: that way an index
/// that begins with the status gives any set of statuses in order, all of them included. An ended instance's last update is its end, which has
/// an index; that of a live one is the time of its newest event, and live ones are few.
/// </remarks>
internal sealed class PageStatement
{
    private static readonly short[] Ended =
        [(short)OrchestrationRuntimeStatus.Completed, (short)OrchestrationRuntimeStatus.Failed, (short)OrchestrationRuntimeStatus.Terminated];

    private static readonly short[] Live =
        [(short)OrchestrationRuntimeStatus.Running, (short)OrchestrationRuntimeStatus.Pending, (short)OrchestrationRuntimeStatus.Suspended];

    private const string LastStep =
        "greatest(i.updated_at, (select h.ts from durable.history h where h.id = i.id order by h.seq desc limit 1))";

    private readonly NpgsqlCommand _command;
    private readonly PostgresOrchestrationQuery _query;
    private readonly string _direction;

    private PageStatement(NpgsqlCommand command, PostgresOrchestrationQuery query)
    {
        _command = command;
        _query = query;
        _direction = query.NewestFirst ? "desc" : "asc";
    }

    /// <summary>The statement; its rows are those of <see cref="ClientSql.Snapshot"/>.</summary>
    /// <param name="connection">Where it will run.</param>
    /// <param name="query">The filters.</param>
    /// <param name="hubs">Names of the hubs.</param>
    /// <param name="after">Where the last page ended; null: the first page.</param>
    /// <param name="limit">Rows at most.</param>
    public static NpgsqlCommand Create(
        NpgsqlConnection connection, PostgresOrchestrationQuery query, string[] hubs, PageKey? after, int limit)
    {
        var command = new NpgsqlCommand { Connection = connection };
        command.With(hubs).With(query.FetchInputsAndOutputs).With(limit);
        var statement = new PageStatement(command, query);
#pragma warning disable CA2100 // All parts of the text are constants of this class.
        command.CommandText = statement.Text(statement.CommonFilter(after));
#pragma warning restore CA2100
        return command;
    }

    private string Text(string filter) =>
        $"""
        {ClientSql.Snapshot}
        join (
            {Statuses(Ended, filter + EndedFilter())}
            union all
            {Statuses(Live, filter + LiveFilter())}
            order by created_at {_direction}, id {_direction} limit $3) page on page.id = i.id
        order by i.created_at {_direction}, i.id {_direction}
        """;

    private string Statuses(short[] statuses, string filter)
    {
        var wanted = _query.Statuses?.Select(status => (short)status).ToArray() is { Length: > 0 } named ? statuses.Intersect(named) : statuses;
        return $"""
            select c.id, c.created_at from durable.hubs h cross join unnest({Parameter(wanted.ToArray())}) as s (status)
            cross join lateral (
                select i.id, i.created_at from durable.instances i
                where i.hub = h.hub and i.status = s.status{filter}
                order by i.created_at {_direction}, i.id {_direction} limit $3) c
            where h.name = any($1)
            """;
    }

    private string CommonFilter(PageKey? after)
    {
        var filter = new StringBuilder();
        filter.Append(Range("i.created_at", _query.CreatedFrom, _query.CreatedTo));
        if (_query.Name is { } name)
        {
            filter.Append(CultureInfo.InvariantCulture, $" and lower(i.name) = lower({Parameter(name)})");
        }

        if (_query.InstanceIds is { } ids)
        {
            filter.Append(CultureInfo.InvariantCulture, $" and i.instance_id = any({Parameter(ids.ToArray())})");
        }

        if (_query.InstanceIdPrefix is { Length: > 0 } prefix)
        {
            filter.Append(CultureInfo.InvariantCulture, $" and starts_with(i.instance_id, {Parameter(prefix)})");
        }

        if (_query.Tags is { Count: > 0 } tags)
        {
            filter.Append(CultureInfo.InvariantCulture, $" and i.tags @> {Parameter(JsonSerializer.Serialize(tags))}::jsonb");
        }

        if (after is not null)
        {
            var side = _query.NewestFirst ? '<' : '>';
            filter.Append(
                CultureInfo.InvariantCulture, $" and (i.created_at, i.id) {side} ({Parameter(after.CreatedAt)}, {Parameter(after.Id)})");
        }

        return filter.ToString();
    }

    private string EndedFilter() =>
        Range("i.completed_at", _query.CompletedFrom, _query.CompletedTo) + Range("i.completed_at", _query.LastUpdatedFrom, _query.LastUpdatedTo);

    private string LiveFilter() =>
        (_query.CompletedFrom ?? _query.CompletedTo) is null ? Range(LastStep, _query.LastUpdatedFrom, _query.LastUpdatedTo) : " and false";

    private string Range(string column, DateTimeOffset? from, DateTimeOffset? to) =>
        (from is { } first ? $" and {column} >= {Parameter(first.ToUniversalTime())}" : string.Empty)
        + (to is { } last ? $" and {column} <= {Parameter(last.ToUniversalTime())}" : string.Empty);

    private string Parameter<T>(T value)
    {
        _command.With(value);
        return $"${_command.Parameters.Count}";
    }
}
