using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests;

/// <summary>Measurements as a meter provider gets them.</summary>
public sealed class MetricsTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Run_IsCounted_ByNameAndOutcome()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Story", async context =>
            {
                await context.CallActivityAsync("Good");
                try
                {
                    await context.CallActivityAsync("Bad");
                }
                catch (TaskFailedException)
                {
                    // Wanted.
                }
            })
            .AddActivityFunc<int>("Good", _ => 0)
            .AddActivityFunc<int>("Bad", (Func<TaskActivityContext, int>)(_ => throw new InvalidOperationException("no luck"))));
        using var meter = new Measurements(host);

        await host.RunAsync("Story");

        // The last step is counted a little after its commit.
        await Eventually.TrueAsync(() => meter.Sum("durabletask.turns", "Story") >= 3, host.Deadline);
        meter.Sum("durabletask.turns", "Story").ShouldBe(3);
        meter.Sum("durabletask.activities", "Good", "Completed").ShouldBe(1);
        meter.Sum("durabletask.activities", "Bad", "Failed").ShouldBe(1);
        meter.Values("durabletask.step.duration").Count.ShouldBe(3);
        meter.Values("durabletask.step.duration").ShouldAllBe(seconds => seconds > 0);
        meter.Values("durabletask.commit.size").Sum().ShouldBe(3);
        meter.Hubs.ShouldBe([Hub]);
        meter.UnitOf("durabletask.step.duration").ShouldBe("s");
        meter.UnitOf("durabletask.commit.size").ShouldBe("{step}");
    }

    [Fact]
    public async Task Backlog_IsThatOfTheDatabase_WhileSomebodyListens()
    {
        await using var host = await StartAsync(null, configure: options => options.BacklogInterval = TimeSpan.FromMilliseconds(100));
        using var meter = new Measurements(host);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", host.Deadline);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", host.Deadline);
        var parked = await host.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", host.Deadline);
        await Database.ExecuteAsync(
            Postgres,
            $"""
            update durable.instances set parked_reason = 'broken' where instance_id = '{parked}';
            update durable.ready set parked = true, due_at = 'infinity' where id = (select id from durable.instances where instance_id = '{parked}');
            insert into durable.activities (hub, id, instance_id, execution_id, task_id, name, version)
            select hub, 0, '', gen_random_uuid(), 0, 'Nobody', '' from durable.hubs where name = '{Hub}'
            """);

        await Eventually.TrueAsync(
            () =>
            {
                meter.Collect();
                return meter.Last("durabletask.backlog.activities") == 1 && meter.Last("durabletask.parked") == 1;
            },
            host.Deadline);

        meter.Last("durabletask.backlog.instances").ShouldBe(2);
        meter.Last("durabletask.backlog.age").ShouldNotBeNull().ShouldBeGreaterThan(0);
        meter.UnitOf("durabletask.backlog.age").ShouldBe("s");
    }

    [Fact]
    public async Task LostAndTakenOverLeases_AreCounted()
    {
        var going = new TaskCompletionSource();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Slow", context => context.CallActivityAsync("Wait"))
                .AddActivityFunc("Wait", async _ =>
                {
                    going.TrySetResult();
                    await go.Task;
                }),
            configure: options => options.HeartbeatInterval = TimeSpan.FromMilliseconds(200));
        using var meter = new Measurements(host);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Slow", host.Deadline);
        await going.Task.WaitAsync(host.Deadline);

        // As if another worker had taken the instance and died: the next step of this one is refused, and a heartbeat sets it free.
        await Database.ExecuteAsync(
            Postgres,
            $"""
            update durable.ready set locked_by = gen_random_uuid(), lock_epoch = lock_epoch + 1
            where id = (select id from durable.instances where instance_id = '{id}')
            """);
        go.SetResult();
        await host.EndOfAsync(id);

        meter.Sum("durabletask.leases.lost").ShouldBe(1);
        meter.Sum("durabletask.leases.taken_over").ShouldBe(1);
    }

    private sealed class Measurements : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(Instrument Instrument, double Value, Dictionary<string, object?> Tags)> _all = new();

        public Measurements(EngineHost host)
        {
            var factory = host.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == DurableTaskTelemetry.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<string?> Hubs => _all.Select(measured => measured.Tags["durabletask.hub"]?.ToString()).Distinct();

        public void Collect() => _listener.RecordObservableInstruments();

        public IReadOnlyList<double> Values(string name) => [.. _all.Where(measured => measured.Instrument.Name == name).Select(measured => measured.Value)];

        public double? Last(string name) => Values(name) is { Count: > 0 } values ? values[^1] : null;

        public string? UnitOf(string name) => _all.First(measured => measured.Instrument.Name == name).Instrument.Unit;

        public double Sum(string name, string? task = null, string? status = null) => _all
            .Where(measured => measured.Instrument.Name == name
                && (task is null || measured.Tags["durabletask.task.name"] is string named && named == task)
                && (status is null || measured.Tags["durabletask.task.status"] is string ended && ended == status))
            .Sum(measured => measured.Value);

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _all.Enqueue((instrument, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
    }
}
