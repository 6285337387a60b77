using Deis.Cli.CommandLine;
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
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var id = await session.AppAsync(arguments, cancellationToken);
        var terminal = context.Terminal;

        var app = await session.Client.Apps.GetAsync(id, cancellationToken);
        var url = await AppUrl.FindAsync(session, id, cancellationToken);
        terminal.WriteLine($"=== {app.Id} Application");
        terminal.WriteLine($"updated:  {app.Updated}");
        terminal.WriteLine($"uuid:     {app.Uuid}");
        terminal.WriteLine($"created:  {app.Created}");
        terminal.WriteLine($"url:      {url ?? AppUrl.NoDomain(id)}");
        terminal.WriteLine($"owner:    {app.Owner}");
        terminal.WriteLine($"id:       {app.Id}");
        terminal.WriteLine();

        ProcessList.Write(terminal, id, (await session.Client.Pods.ListAsync(id, session.Profile.Limit, cancellationToken)).Results);
        terminal.WriteLine();

        var domains = await session.Client.Domains.ListAsync(id, session.Profile.Limit, cancellationToken);
        terminal.WriteLine(Heading.Of($"{id} Domains", domains.Results.Count, domains.Count));
        foreach (var domain in domains.Results)
            terminal.WriteLine(domain.Name);
        terminal.WriteLine();

        var settings = await session.Client.Settings.GetAsync(id, cancellationToken);
        terminal.WriteLine($"=== {id} Label");
        if (settings.Label.Count == 0)
            terminal.WriteLine("No labels found.");
        PrettyMap.Write(terminal, settings.Label, PrettyMap.WideGap, nameEnd: ":");
        terminal.WriteLine();
        return 0;
    }
}
