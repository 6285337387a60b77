using System.Diagnostics.Metrics;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Telemetry;

/// <summary>The engine's meter (README.md, "Meters").</summary>
internal sealed class EngineMetrics
{
    // Steps take from a millisecond on an idle machine to seconds behind a slow disk.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly int[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    private readonly KeyValuePair<string, object?> _hub;
    private readonly Histogram<double> _steps;
    private readonly Histogram<int> _commits;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _activities;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _takenOver;
    private readonly Instrument[] _gauges;
    private volatile Backlog? _backlog;

    public EngineMetrics(IMeterFactory meters, IOptions<DurableTaskPostgresOptions> options)
    {
        _hub = new(SpanTags.Hub, options.Value.HubName);
        var meter = meters.Create(DurableTaskTelemetry.MeterName);
        _turns = meter.CreateCounter<long>("durabletask.turns", "{turn}", "Turns of orchestrators that were committed.");
        _activities = meter.CreateCounter<long>("durabletask.activities", "{activity}", "Runs of activities that ended.");
        _steps = meter.CreateHistogram(
            "durabletask.step.duration", "s", "From taking an instance's messages to the commit of the turn.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _commits = meter.CreateHistogram(
            "durabletask.commit.size", "{step}", "Steps and activity results in one transaction.", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = Sizes });
        _lost = meter.CreateCounter<long>(
            "durabletask.leases.lost", "{lease}", "Steps thrown away because somebody else had taken the instance, its messages or its activities.");
        _takenOver = meter.CreateCounter<long>(
            "durabletask.leases.taken_over", "{lease}", "Instances and activities of dead workers that this worker set free.");
        _gauges =
        [
            Gauge<long>(meter, "durabletask.backlog.instances", "{instance}", "Instances that wait for a worker.", backlog => backlog.DueInstances),
            Gauge<long>(meter, "durabletask.backlog.activities", "{activity}", "Activities that wait for a worker.", backlog => backlog.QueuedActivities),
            Gauge<double>(meter, "durabletask.backlog.age", "s", "How long the oldest of them waits.", backlog => backlog.OldestAge.TotalSeconds),
            Gauge<long>(meter, "durabletask.parked", "{instance}", "Instances that wait for an operator.", backlog => backlog.ParkedInstances),
        ];
    }

    /// <summary>True while somebody listens to what only the database knows.</summary>
    public bool WantsBacklog => _gauges.Any(gauge => gauge.Enabled);

    /// <summary>Takes what waits; null: not known now.</summary>
    public void Observe(Backlog? backlog) => _backlog = backlog;

    /// <summary>A step was committed.</summary>
    public void Stored(Step step, TimeSpan duration)
    {
        if (step.Turn is not null)
        {
            var name = new KeyValuePair<string, object?>(SpanTags.Name, step.Instance.Name);
            _turns.Add(1, _hub, name);
            _steps.Record(duration.TotalSeconds, _hub, name);
        }
    }

    /// <summary>A step was refused.</summary>
    public void LeaseLost() => _lost.Add(1, _hub);

    /// <summary>Leases of dead workers were ended.</summary>
    public void TakenOver(int count) => _takenOver.Add(count, _hub);

    /// <summary>A transaction was committed.</summary>
    public void Committed(int size) => _commits.Record(size, _hub);

    /// <summary>An activity has ended; null: it was interrupted.</summary>
    public void ActivityEnded(string name, FinishedActivity? result) => _activities.Add(
        1,
        _hub,
        new(SpanTags.Name, name),
        new(SpanTags.Status, result switch
        {
            null => "Interrupted",
            { Type: EventType.TaskFailed } => "Failed",
            _ => "Completed",
        }));

    private ObservableGauge<T> Gauge<T>(Meter meter, string name, string unit, string description, Func<Backlog, T> value)
        where T : struct =>
        meter.CreateObservableGauge(
            name, () => _backlog is { } backlog ? [new Measurement<T>(value(backlog), _hub)] : Array.Empty<Measurement<T>>(), unit, description);
}
