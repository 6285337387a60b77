using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Tests.VirtualTime;

/// <summary>Activities that answer as a test says, and when each was asked.</summary>
public sealed class ActivityScript
{
    private readonly ConcurrentQueue<(string Name, DateTimeOffset Time)> _calls = new();
    private readonly Dictionary<string, Action<DurableTaskRegistry>> _activities = [];
    private TimeProvider _clock = TimeProvider.System;

    /// <summary>The clock by which calls are noted.</summary>
    public void Use(TimeProvider clock) => _clock = clock;

    /// <summary>Answers an activity.</summary>
    public ActivityScript On<TInput, TOutput>(string name, Func<TInput, TOutput> answer)
    {
        _activities[name] = tasks => tasks.AddActivityFunc<TInput, TOutput>(name, (_, input) =>
        {
            _calls.Enqueue((name, _clock.GetUtcNow()));
            return answer(input);
        });
        return this;
    }

    /// <summary>Seconds after <paramref name="begun"/> at which an activity was asked.</summary>
    public IReadOnlyList<double> TimesOf(string name, DateTimeOffset begun) =>
        [.. _calls.Where(call => call.Name == name).Select(call => (call.Time - begun).TotalSeconds)];

    public void AddTo(DurableTaskRegistry tasks)
    {
        foreach (var add in _activities.Values)
        {
            add(tasks);
        }
    }
}
