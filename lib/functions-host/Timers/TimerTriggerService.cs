using Deis.FunctionsHost.Configuration;
using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Deis.FunctionsHost.Timers;

/// <summary>Runs the timer-triggered functions.</summary>
internal sealed class TimerTriggerService(
    FunctionsHostOptions host, IConfiguration configuration, IServiceProvider services, TriggerRunner runner, TimeProvider time, ILogger<TimerListener> logger)
    : TriggerService
{
    private static readonly Dictionary<Type, Func<TriggerContext, object?>> TriggerValues = new() { [typeof(TimerInfo)] = context => context.Value };

    protected override IReadOnlyList<Listener> Read()
    {
        var functions = new TriggeredFunctionReader<TimerTriggerAttribute>("timerTrigger", TriggerValues).Read(host.FunctionClasses, configuration);
        if (functions.Count == 0)
            return [];

        var database = services.GetService<NpgsqlDataSource>()
            ?? throw new HostConfigurationException("Timers need a place for their times: register an NpgsqlDataSource.");
        var store = new TimerStore(database);
        return [.. functions.Select(found =>
            (Listener)new TimerListener(found.Function, ScheduleOf(found.Function, found.Trigger), store, runner, time, logger).ListenAsync)];
    }

    private TimerSchedule ScheduleOf(TriggeredFunction function, TimerTriggerAttribute trigger)
    {
        var text = FunctionSettings.Expand(configuration, trigger.Schedule, function.Name);
        if (trigger.RunOnStartup)
            throw new HostConfigurationException($"Function '{function.Name}': RunOnStartup is not supported, since every replica would run it.");
        return TimerSchedule.TryParse(text)
            ?? throw new HostConfigurationException(
                $"Function '{function.Name}': '{text}' is no schedule. Write six fields, second to day of week, such as '0 30 3 * * *', or an interval as hh:mm:ss.");
    }
}
