using Deis.Cli.CommandLine;
using Deis.Cli.Terminal;

namespace Deis.Cli.Config;

/// <summary><c>deis config:push</c>.</summary>
internal sealed class ConfigPush : Command
{
    public override string Name => "config:push";

    public override string Summary => "push environment variables from the path";

    public override string Help => """
        Sets environment variables of an application from a file of KEY=value lines, or from
        the standard input when that is a pipe or a file.

        Usage: deis config:push [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -p --path=<path>
            the file. [default: .env]
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var text = CliTerminal.InputIsGiven
            ? await context.Terminal.ReadAllAsync(cancellationToken)
            : await ReadAsync(arguments.Value("--path")!, cancellationToken);
        var changes = ConfigPair.Read(EnvironmentFile.Lines(text));
        if (changes.Count == 0)
            throw new CommandException("there is nothing to set: no line has the form KEY=value");
        return await ConfigOutput.SetAsync(context, arguments, changes, cancellationToken);
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"open {path}: no such file or directory", "Name another file by --path; 'deis config:pull' writes one.");
        }
    }
}
