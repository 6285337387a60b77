using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client.Config;

namespace Deis.Cli.Config;

/// <summary>One of the maps of an app's configuration that are listed, set and unset alike.</summary>
/// <param name="Title">Its heading, behind the app's name.</param>
/// <param name="Doing">What a change of it is called.</param>
/// <param name="Read">Finds it in a configuration.</param>
/// <param name="Change">Makes a change of a configuration from changed entries.</param>
internal sealed record ConfigMap(
    string Title,
    string Doing,
    Func<AppConfig, IReadOnlyDictionary<string, string>> Read,
    Func<IReadOnlyDictionary<string, string?>, ConfigChange> Change)
{
    /// <summary>The line that stands for no entries.</summary>
    public string? WhenEmpty { get; init; }

    /// <summary>Shows it.</summary>
    public async Task<int> ListAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        Show(context, app, await session.Client.Config.GetAsync(app, cancellationToken));
        return 0;
    }

    /// <summary>Changes entries, and shows it then.</summary>
    public async Task<int> ChangeAsync(
        CommandContext context, Arguments arguments, IReadOnlyDictionary<string, string?> entries, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"{Doing}... ");
        await context.Work.SpinAsync(session.Client.Config.ChangeAsync(app, Change(entries), cancellationToken));
        context.Terminal.WriteLine("done");

        context.Terminal.WriteLine();
        Show(context, app, await session.Client.Config.GetAsync(app, cancellationToken));
        return 0;
    }

    private void Show(CommandContext context, string app, AppConfig config)
    {
        var map = Read(config);
        JsonOutput.Write(context.Terminal, map, () => CliJson.Default.Map);
        context.Terminal.WriteLine($"=== {app} {Title}");
        if (map.Count == 0 && WhenEmpty is not null)
            context.Terminal.WriteLine(WhenEmpty);
        PrettyMap.Write(context.Terminal, map, PrettyMap.NarrowGap);
    }
}
