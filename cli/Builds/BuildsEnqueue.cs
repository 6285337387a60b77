using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;
using Deis.Client.Builds;

namespace Deis.Cli.Builds;

/// <summary><c>deis builds:enqueue</c>.</summary>
internal sealed class BuildsEnqueue : Command
{
    public override string Name => "builds:enqueue";

    public override string Summary => "put a build into the queue, as CI does";

    public override string Help => """
        Puts a build of an application into the queue. It is deployed when its turn comes.

        Usage: deis builds:enqueue [<source>] [options]

        Arguments:
          <source>
            what to build: a tarball on this machine (.tar.gz), or an https URL of one that
            ends with '#sha256=' and its hash.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -i --image=<image>
            deploy this image instead of building source.
          -p --procfile=<file>
            for an image: a file with its process types, one 'type: command' per line.
          -s --sha=<sha>
            the commit. For a tarball on this machine its hash stands in.
          -w --wait
            wait until it is deployed; the exit code tells how it ended.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var (source, image) = (arguments.Value("<source>"), arguments.Value("--image"));
        if ((source is null) == (image is null))
            throw new CommandException("give either a source or --image");
        if (image is null && arguments.Value("--procfile") is not null)
            throw new CommandException("--procfile goes with --image; source brings its own Procfile");

        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var request = image is null
            ? await SourceAsync(context, session, app, source!, arguments.Value("--sha"), cancellationToken)
            : new QueuedBuildRequest(image, null, arguments.Value("--sha"), ProcfileText.Read(arguments.Value("--procfile")));

        context.Terminal.Write("Queueing build... ");
        var build = await context.Work.SpinAsync(session.Client.Builds.EnqueueAsync(app, request, cancellationToken));
        JsonOutput.Write(context.Terminal, build, () => ClientJson.Default.QueuedBuild);
        context.Terminal.WriteLine($"done, {build.Id}");
        if (arguments.Flag("--wait"))
            await QueuedBuildWait.UntilDeployedAsync(context, session, app, build, cancellationToken);
        return 0;
    }

    private static async Task<QueuedBuildRequest> SourceAsync(
        CommandContext context, Session session, string app, string source, string? sha, CancellationToken cancellationToken)
    {
        if (source.Contains("://", StringComparison.Ordinal))
            return new QueuedBuildRequest(null, source, sha ?? throw new CommandException("--sha=<sha> is needed with a URL"), null);

        await using var tarball = SourceTarball.Open(source);
        var permit = await session.Client.Builds.RequestUploadAsync(app, cancellationToken);
        context.Terminal.Write($"Uploading {Path.GetFileName(source)}... ");
        sha ??= await SourceTarball.HashAsync(tarball, cancellationToken);
        await context.Work.SpinAsync(session.Client.Builds.UploadAsync(permit, tarball, cancellationToken));
        context.Terminal.WriteLine("done");
        return new QueuedBuildRequest(null, permit.Key, sha, null);
    }
}
