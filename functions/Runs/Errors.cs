using System.Globalization;
using Deis.Platform.Results;

namespace Deis.Functions.Runs;

/// <summary>What can go wrong with one-off commands (docs/protocol/controller.md §9.1).</summary>
internal static class Errors
{
    public static Error NoInteraction { get; } = Error.Conflict(
        "This platform lets nobody talk to a command. Run it without -i, and not at a terminal: its output is shown when it has ended.");

    public static Error NotAttachable(string process) => Error.Conflict(
        $"Nobody can attach to {process}: it has ended, somebody has attached to it already, or it was not started for that.");

    public static Error NotYours(string process) => Error.Forbidden($"Only who has started {process} can attach to it.");

    public static Error NoExecution { get; } = Error.Conflict(
        "This platform runs no commands inside processes. Use 'deis run': it runs a command beside them, with the same code and configuration.");

    public static Error NoProcess(string app, string name) => Error.NotFoundDetail($"{app} has no process or process type {name}. 'deis ps' lists those that there are.");

    public static Error NotRunning(string process, string state) => Error.Conflict(
        $"Nothing can be run in {process}, which is {state}. 'deis ps' lists the processes that are up.");

    public static Error OneOff(string process) => Error.Conflict($"{process} is a one-off command. Commands are run in processes of the app alone.");

    public static Error ExecutionAway { get; } = Error.Unavailable("(exec): the app runtime does not answer; try again in a moment");

    public static Error ExecutionTooLong(TimeSpan limit) => Error.Unavailable(
        string.Create(CultureInfo.InvariantCulture, $"It was ended: commands inside processes may run for {limit.TotalHours:0.##} hours."));

    public static Error NothingToExecute(string why) => Error.Domain($"The first message must be a JSON object with the command: {why}");

    public static Error TooMany(string app, int limit) => Error.Conflict(
        $"{app} runs {limit} one-off commands already, more are not allowed at the same time. Wait for one to end, or stop one with 'deis ps:stop'.");
}
