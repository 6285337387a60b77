using Deis.Cli.CommandLine;
using Deis.Cli.Domains;
using Deis.Cli.Labels;
using Deis.Cli.Output;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:info</c>.</summary>
internal sealed class AppsInfo : Command
{
    public override string Name => "apps:info";

    public override string Summary => "view info about an application";

    public override string Help => """
        Prints what there is to know about an application.

        Usage: deis apps:info [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var id = await session.AppAsync(arguments, cancellationToken);
        var terminal = context.Terminal;

        var app = await session.Client.Apps.GetAsync(id, cancellationToken);
        var url = await AppUrl.FindAsync(session, id, cancellationToken);
        var pods = (await session.Client.Pods.ListAsync(id, session.Profile.Limit, cancellationToken)).Results;
        var domains = await session.Client.Domains.ListAsync(id, session.Profile.Limit, cancellationToken);
        var labels = (await session.Client.Settings.GetAsync(id, cancellationToken)).Label;

        JsonOutput.Write(terminal, AppReport.Of(app, url, pods, domains.Results, labels), () => CliJson.Default.AppReport);
        terminal.WriteLine($"=== {app.Id} Application");
        terminal.WriteLine($"updated:  {app.Updated}");
        terminal.WriteLine($"uuid:     {app.Uuid}");
        terminal.WriteLine($"created:  {app.Created}");
        terminal.WriteLine($"url:      {url ?? AppUrl.NoDomain(id)}");
        terminal.WriteLine($"owner:    {app.Owner}");
        terminal.WriteLine($"id:       {app.Id}");
        terminal.WriteLine();
        ProcessList.WriteText(terminal, id, pods);
        terminal.WriteLine();
        DomainsOutput.Write(terminal, id, domains);
        terminal.WriteLine();
        LabelsOutput.WriteText(terminal, id, labels);
        terminal.WriteLine();
        return 0;
    }
}
