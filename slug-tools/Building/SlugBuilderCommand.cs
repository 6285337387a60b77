using Deis.SlugTools.Interop;
using Deis.SlugTools.Transfer;

namespace Deis.SlugTools.Building;

/// <summary><c>slugbuilder</c>: builds what the environment names (docs/protocol/slug.md §1).</summary>
internal static class SlugBuilderCommand
{
    /// <summary>
    /// Returns the exit code; what happened is on standard output. The only argument there may be is <c>-</c>: the slug to
    /// standard output, messages to standard error.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time, CancellationToken cancellation)
    {
        Libc.HideProcess();
        var slugToOutput = arguments is ["-"];
        using var output = new BuildOutput(slugToOutput ? Console.OpenStandardError() : Console.OpenStandardOutput());
        var failure = await BuildAsync(output, slugToOutput, time, cancellation);
        if (failure is null)
            return ExitCodes.Success;
        output.Error($"Build failed: {failure.Message}");
        return failure.ExitCode;
    }

    private static async Task<Failure?> BuildAsync(BuildOutput output, bool slugToOutput, TimeProvider time, CancellationToken cancellation)
    {
        if (!BuildInputs.From(Environment.GetEnvironmentVariable).TryGet(out var inputs, out var failure))
            return failure;
        using var storage = new Storage(time);
        try
        {
            failure = await new SlugBuilder(output, storage, inputs, time).RunAsync(cancellation);
            if (failure is not null || !slugToOutput)
                return failure;
            await using var slug = File.OpenRead(SlugBuilder.SlugFile);
            await using var standardOutput = Console.OpenStandardOutput();
            await slug.CopyToAsync(standardOutput, cancellation);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure($"the build machine had trouble with its files: {e.Message}");
        }
    }
}
