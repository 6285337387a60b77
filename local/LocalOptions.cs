using System.Net;
using Deis.Platform.Runtime;

namespace Deis.Local;

/// <summary>What the command line of <c>./run</c> says.</summary>
public sealed record LocalOptions
{
    /// <summary>Where everything that lasts is kept.</summary>
    public required string State { get; init; }

    /// <summary>Folder of the published programs (<c>out/</c>).</summary>
    public required string Install { get; init; }

    /// <summary>Folder of the sample apps.</summary>
    public required string Samples { get; init; }

    /// <summary>Port of the router on the loopback interface.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Port of the router for HTTPS on the loopback interface; null for none.</summary>
    public int? HttpsPort { get; init; }

    /// <summary>Port of sshd on the loopback interface.</summary>
    public int SshPort { get; init; } = 2222;

    /// <summary>Check that the sample answers, stop, and exit with 0.</summary>
    public bool Once { get; init; }

    /// <summary>Register no admin and push no sample: whoever registers first is admin.</summary>
    public bool Empty { get; init; }

    /// <summary>What runs the apps; <c>DEIS_RUNTIME</c>.</summary>
    public RuntimeKind Runtime { get; init; } = RuntimeKind.Local;

    /// <summary>Address of this machine, with a port, at which the pods of a cluster fetch their slugs; <c>DEIS_OBJECTS_LISTEN</c>. Null without a cluster.</summary>
    public IPEndPoint? ObjectsListen { get; init; }

    /// <summary>Last labels of the names that the router serves: the API is <c>deis.</c> and apps are <c>&lt;app&gt;.</c> this.</summary>
    public const string Domain = "localhost";

    /// <summary>The API as users reach it.</summary>
    public string ControllerUrl => $"http://deis.{Domain}:{Port}";
}
