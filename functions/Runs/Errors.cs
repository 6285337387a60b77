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

    public static Error TooMany(string app, int limit) => Error.Conflict(
        $"{app} runs {limit} one-off commands already, more are not allowed at the same time. Wait for one to end, or stop one with 'deis ps:stop'.");
}
