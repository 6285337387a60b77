using Deis.Cli.CommandLine;

namespace Deis.Cli.Config;

/// <summary><c>deis config:pull</c>.</summary>
internal sealed class ConfigPull : Command
{
    public override string Name => "config:pull";

    public override string Summary => "pull environment variables to the path";

    public override string Help => """
        Writes the environment variables of an application to the file .env in the current
        folder; when the output is no terminal, to the output.

        Usage: deis config:pull [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -i --interactive
            ask about each variable that the file has with another value. Goes with -o.
          -o --overwrite
            overwrite the file.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var values = (await session.Client.Config.GetAsync(app, cancellationToken)).Values;
        if (!context.Terminal.IsOnTerminal)
        {
            context.Terminal.Write(EnvironmentFile.Text(values));
            return 0;
        }
        if (File.Exists(EnvironmentFile.Name))
        {
            if (!arguments.Flag("--overwrite"))
                throw new CommandException($"{EnvironmentFile.Name} already exists, pass -o to overwrite");
            if (arguments.Flag("--interactive"))
                values = await MergeAsync(context, values, cancellationToken);
        }
        await EnvironmentFile.WriteAsync(EnvironmentFile.Name, values, cancellationToken);
        return 0;
    }

    /// <summary>The values of the file with those of the app that it lacks, and of those that differ the ones that the user chooses.</summary>
    private static async Task<SortedDictionary<string, string>> MergeAsync(
        CommandContext context, IReadOnlyDictionary<string, string> remote, CancellationToken cancellationToken)
    {
        var merged = await EnvironmentFile.ReadAsync(EnvironmentFile.Name, cancellationToken);
        foreach (var (name, value) in remote.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (merged.TryGetValue(name, out var local)
                && local != value
                && await context.Terminal.AskAsync($"{name}: overwrite {local} with {value}? (y/N) ", cancellationToken) is not ("y" or "Y"))
            {
                continue;
            }
            merged[name] = value;
        }
        return merged;
    }
}
