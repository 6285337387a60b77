using Deis.Cli.Output;
using Deis.Cli.Terminal;
using Deis.Client.Config;

namespace Deis.Cli.Config;

/// <summary>The listing of an app's configuration.</summary>
internal static class ConfigOutput
{
    public static void Write(CliTerminal terminal, string app, AppConfig config)
    {
        terminal.WriteLine($"=== {app} Config");
        PrettyMap.Write(terminal, config.Values, PrettyMap.WideGap);
    }
}
