using Deis.Cli.CommandLine;

namespace Deis.Cli.Registry;

/// <summary><c>deis registry:set</c>.</summary>
internal sealed class RegistrySet : Command
{
    public override string Name => "registry:set";

    public override string Summary => "set registry info for an app";

    public override string Help => """
        Sets how the platform logs in to the private registry of an application's images.

        Usage: deis registry:set <key>=<value>... [options]

        Arguments:
          <key>
            'username' or 'password'.
          <value>
            its value.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        RegistryMap.Instance.ChangeAsync(context, arguments, Read(arguments.Values("<key>=<value>")), cancellationToken);

    private static Dictionary<string, string?> Read(IEnumerable<string> words)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? word : word[..equals];
            if (key is not ("username" or "password"))
                throw new CommandException($"{key} is invalid. Valid keys are \"username\" or \"password\"");
            if (equals < 0)
                throw new CommandException($"{key} has no value. Write {key}=<value>.");
            pairs[key] = word[(equals + 1)..];
        }
        return pairs;
    }
}
