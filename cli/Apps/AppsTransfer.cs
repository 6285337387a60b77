using Deis.Cli.CommandLine;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:transfer</c>.</summary>
internal sealed class AppsTransfer : Command
{
    public override string Name => "apps:transfer";

    public override string Summary => "transfer app ownership to another user";

    public override string Help => """
        Gives an application to another user. You may not use it any longer then.

        Usage: deis apps:transfer <username> [options]

        Arguments:
          <username>
            name of the new owner.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var username = arguments.Required("<username>");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Transferring {app} to {username}...");
        await context.Work.StepAsync(session.Client.Apps.TransferAsync(app, username, cancellationToken));
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
