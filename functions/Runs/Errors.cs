using Deis.Platform.Results;

namespace Deis.Functions.Runs;

/// <summary>What can go wrong with one-off commands (docs/protocol/controller.md §9.1).</summary>
internal static class Errors
{
    public static Error TooMany(string app, int limit) => Error.Conflict(
        $"{app} runs {limit} one-off commands already, more are not allowed at the same time. Wait for one to end, or stop one with 'deis ps:stop'.");
}
