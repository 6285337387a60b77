using System.Globalization;
using Deis.Cli.CommandLine;
using Deis.Client.Config;

namespace Deis.Cli.Healthchecks;

/// <summary>Makes a probe of the arguments of <c>healthchecks:set</c>.</summary>
internal static class ProbeReader
{
    /// <exception cref="CommandException">They are no probe.</exception>
    public static Probe Read(Arguments arguments)
    {
        var probe = new Probe
        {
            InitialDelaySeconds = arguments.Whole("--initial-delay-timeout")!.Value,
            TimeoutSeconds = arguments.Whole("--timeout-seconds")!.Value,
            PeriodSeconds = arguments.Whole("--period-seconds")!.Value,
            SuccessThreshold = arguments.Whole("--success-threshold")!.Value,
            FailureThreshold = arguments.Whole("--failure-threshold")!.Value,
        };
        var words = arguments.Values("<args>");
        return arguments.Required("<probe-type>") switch
        {
            "httpGet" => probe with
            {
                HttpGet = new HttpProbe { Path = arguments.Value("--path"), Port = Port(words), Headers = Headers(arguments.Value("--headers")) },
            },
            "exec" => probe with { Exec = new ExecProbe(words) },
            "tcpSocket" => probe with { TcpSocket = new TcpProbe(Port(words)) },
            _ => throw new CommandException("Invalid probe type. Must be one of: \"httpGet\", \"exec\", \"tcpSocket\""),
        };
    }

    private static int Port(IReadOnlyList<string> words) =>
        words is [var word] && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new CommandException($"could not parse port: '{string.Join(' ', words)}' is not one whole number");

    private static List<ProbeHeader> Headers(string? text)
    {
        var headers = new List<ProbeHeader>();
        foreach (var header in text?.Split(',') ?? [])
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                throw new CommandException($"could not parse headers: could not find separator in header ({header})");
            headers.Add(new ProbeHeader(header[..colon], header[(colon + 1)..].Trim()));
        }
        return headers;
    }
}
