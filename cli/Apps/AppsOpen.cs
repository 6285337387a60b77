using System.Diagnostics;
using Deis.Cli.CommandLine;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:open</c>.</summary>
internal sealed class AppsOpen : Command
{
    public override string Name => "apps:open";

    public override string Summary => "open the application in a browser";

    public override string Help => """
        Opens the application in the default browser.

        Usage: deis apps:open [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var domain = await AppUrl.FindAsync(session, app, cancellationToken)
            ?? throw new CommandException(AppUrl.NoDomain(app), "'deis domains:add <domain>' gives it one.");
        var url = domain.Contains("://", StringComparison.Ordinal) ? domain : $"http://{domain}";
        if (ProgramOnPath.Find(OperatingSystem.IsMacOS() ? "open" : "xdg-open") is not { } opener)
        {
            context.Terminal.WriteLine($"There is no xdg-open here to start a browser with. The app is at:\n{url}");
            return 0;
        }
        using var browser = Process.Start(new ProcessStartInfo(opener, [url]))!;
        await browser.WaitForExitAsync(cancellationToken);
        return browser.ExitCode;
    }
}
