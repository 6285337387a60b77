using System.Globalization;

namespace Deis.Local.Startup;

/// <summary>Reads the options that <c>./run</c> passes on.</summary>
internal static class CommandLine
{
    private const string Help = "./run --help lists the options.";

    /// <summary>The options.</summary>
    /// <exception cref="LocalException">An option is unknown or has no good value.</exception>
    public static LocalOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new LocalOptions { State = StateFolder.Default, Install = "", Samples = "" };
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            switch (name)
            {
                case "--once":
                    options = options with { Once = true };
                    break;
                case "--empty":
                    options = options with { Empty = true };
                    break;
                case "--port":
                    options = options with { Port = PortOf(name, Next(arguments, ref i)) };
                    break;
                case "--https-port":
                    options = options with { HttpsPort = PortOf(name, Next(arguments, ref i)) };
                    break;
                case "--ssh-port":
                    options = options with { SshPort = PortOf(name, Next(arguments, ref i)) };
                    break;
                case "--state":
                    options = options with { State = Path.GetFullPath(Next(arguments, ref i)) };
                    break;
                case "--install":
                    options = options with { Install = Path.GetFullPath(Next(arguments, ref i)) };
                    break;
                case "--samples":
                    options = options with { Samples = Path.GetFullPath(Next(arguments, ref i)) };
                    break;
                default:
                    throw new LocalException($"Unknown option {name}.", Help);
            }
        }

        return options;
    }

    private static string Next(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new LocalException($"{arguments[i - 1]} needs a value.", Help);

    private static int PortOf(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new LocalException($"{name} {text}: a port is a number from 1 to 65535.", Help);
}
