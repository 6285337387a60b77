using Deis.Cli.CommandLine;
using Deis.Cli.Git;
using Deis.Cli.Profiles;
using Deis.Client;

namespace Deis.Cli;

/// <summary>A logged-in user and the way to the controller.</summary>
internal sealed record Session(Profile Profile, DeisClient Client)
{
    /// <summary>The app that <c>--app</c> names, else the one that the git remotes of the current folder name.</summary>
    public async Task<string> AppAsync(Arguments arguments, CancellationToken cancellationToken) =>
        arguments.Value("--app") ?? await AppDetection.DetectAsync(BuilderAddress.Of(Profile), cancellationToken);

    /// <summary>How long listings may be: <c>--limit</c>, else the profile's limit.</summary>
    public int Limit(Arguments arguments) => arguments.Number("--limit") ?? Profile.Limit;
}
