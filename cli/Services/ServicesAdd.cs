using Deis.Cli.CommandLine;
using Deis.Client.Services;

namespace Deis.Cli.Services;

/// <summary><c>deis services:add</c>.</summary>
internal sealed class ServicesAdd : Command
{
    public override string Name => "services:add";

    public override string Summary => "create service for an application";

    public override string Help => """
        Has a process type of an application get the requests to some paths.

        Usage: deis services:add [options]

        Options:
          --type=<procfile_type>
            process type as in the Procfile, such as 'api'; needed.
          --route=<path_pattern>
            beginnings of paths or regular expressions, separated by commas, such as
            '/api,/v[12]/'; needed.
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var type = arguments.Value("--type") ?? throw new CommandException("--type is missing; it names the process type");
        var route = arguments.Value("--route") ?? throw new CommandException("--route is missing; it names the paths, such as --route=/api");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"Adding {type} ({route}) to {app}... ");
        await context.Work.SpinAsync(session.Client.Services.AddAsync(app, new Service(type, route), cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
