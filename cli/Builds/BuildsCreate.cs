using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Builds;

/// <summary><c>deis builds:create</c>.</summary>
internal sealed class BuildsCreate : Command
{
    public override string Name => "builds:create";

    public override string Summary => "imports an image and deploys as a new release";

    public override string Help => """
        Deploys an image that is in a registry.

        Usage: deis builds:create <image> [options]

        Arguments:
          <image>
            the image, such as 'registry.example.com/shop:v1'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -p --procfile=<yaml>
            its process types, one 'type: command' per line.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var procfile = ProcfileText.Parse(arguments.Value("--procfile"), "--procfile");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write("Creating build... ");
        var build = await context.Work.SpinAsync(session.Client.Builds.CreateAsync(app, arguments.Required("<image>"), procfile, cancellationToken));
        JsonOutput.Write(context.Terminal, build, () => ClientJson.Default.Build);
        context.Terminal.WriteLine("done");
        return 0;
    }
}
