using System.Globalization;
using System.Net;
using Deis.Platform.Runtime;

namespace Deis.Local.Startup;

/// <summary>Reads the options that <c>./run</c> passes on, and what the environment says of the runtime.</summary>
internal static class CommandLine
{
    private const string Help = "./run --help lists the options.";
    private const string ObjectsListen = "DEIS_OBJECTS_LISTEN";

    /// <summary>The options.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The value of a variable of the environment, or null.</param>
    /// <exception cref="LocalException">An option is unknown or has no good value.</exception>
    public static LocalOptions Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var options = WithRuntime(new LocalOptions { State = StateFolder.Default, Install = "", Samples = "" }, environment);
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

    private static LocalOptions WithRuntime(LocalOptions options, Func<string, string?> environment)
    {
        try
        {
            if (RuntimeChoice.Read(environment(RuntimeChoice.Variable), RuntimeKind.Local) == RuntimeKind.Local)
            {
                return options;
            }
        }
        catch (FormatException mistake)
        {
            throw new LocalException(mistake.Message, "Without it apps run on this machine.");
        }

        var listen = environment(ObjectsListen);
        return IPEndPoint.TryParse(listen ?? "", out var address) && address.Port != 0 && !address.Address.Equals(IPAddress.Any) && !address.Address.Equals(IPAddress.IPv6Any)
            ? options with { Runtime = RuntimeKind.Kubernetes, ObjectsListen = address }
            : throw new LocalException(
                $"{ObjectsListen} is '{listen}', but pods need an address of this machine to fetch their slugs.",
                $"Give one that the pods reach, with a port that stays the same: {ObjectsListen}=192.0.2.1:8081");
    }

    private static string Next(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new LocalException($"{arguments[i - 1]} needs a value.", Help);

    private static int PortOf(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new LocalException($"{name} {text}: a port is a number from 1 to 65535.", Help);
}
