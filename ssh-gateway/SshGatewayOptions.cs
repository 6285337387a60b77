using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Deis.SshGateway;

/// <summary>Settings of the SSH gateway; section <c>SshGateway</c>.</summary>
public sealed class SshGatewayOptions : IValidatableObject
{
    /// <summary>Where repositories, host keys, the installed helper and the socket are kept; made when missing. Its path holds letters, digits and
    /// <c>._/+@=-</c> only, because it becomes part of sshd's configuration.</summary>
    [Required(ErrorMessage = "SshGateway:StateDirectory is missing: name the folder for repositories and host keys.")]
    [RegularExpression("^/[A-Za-z0-9._/+@=-]*$", ErrorMessage = "SshGateway:StateDirectory must be an absolute path of letters, digits and ._/+@=- only.")]
    public string StateDirectory { get; set; } = "";

    /// <summary>TCP port of sshd.</summary>
    [Range(IPEndPoint.MinPort + 1, IPEndPoint.MaxPort, ErrorMessage = "SshGateway:SshPort must be between 1 and 65535.")]
    public int SshPort { get; set; } = 2222;

    /// <summary>Address that sshd listens on.</summary>
    [Required(ErrorMessage = "SshGateway:ListenAddress is missing.")]
    public string ListenAddress { get; set; } = "127.0.0.1";

    /// <summary>Address and port, for example <c>0.0.0.0:2280</c>, where a platform on another machine can have repositories removed, with the builder key; null
    /// for the socket only.</summary>
    public string? RemovalListen { get; set; }

    /// <summary>The platform's API: <c>http://host:port</c>, or <c>unix:/path/to/socket</c>.</summary>
    [Required(ErrorMessage = "SshGateway:ApiBase is missing: name the platform's API, for example http://127.0.0.1:8000 or unix:/run/deis/api.sock.")]
    public string ApiBase { get; set; } = "";

    /// <summary>File with the builder key, the shared secret of the API's hooks. Read anew for every call, so that it can be exchanged at any time.</summary>
    [Required(ErrorMessage = "SshGateway:BuilderKeyFile is missing: name the file that holds the builder key.")]
    public string BuilderKeyFile { get; set; } = "";

    /// <summary>Folder of the published <c>deis-git</c>; it is copied to the state folder.</summary>
    [Required(ErrorMessage = "SshGateway:HelperDirectory is missing: name the folder of the published deis-git.")]
    public string HelperDirectory { get; set; } = "";

    /// <summary>Put before the command that starts sshd, for example <c>sudo -n</c>, when the gateway itself does not run as root.</summary>
    public IList<string> SudoPrefix { get; } = [];

    /// <summary>True: user <c>git</c> exists for sshd only, in a mount namespace with its own <c>/etc/passwd</c>. False: the machine (or image) has a user
    /// <c>git</c>.</summary>
    public bool PrivateAccount { get; set; } = true;

    /// <summary>User and group id of the private account when the gateway runs as root; otherwise the gateway's own user id is taken.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "SshGateway:GitUserId must be positive.")]
    public int GitUserId { get; set; } = 52222;

    /// <summary>Largest pack that a push may send, in bytes.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "SshGateway:MaxPushBytes must be positive.")]
    public long MaxPushBytes { get; set; } = 1L << 30;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RemovalListen is not null && !(IPEndPoint.TryParse(RemovalListen, out var address) && address.Port > 0))
        {
            yield return new ValidationResult($"SshGateway:RemovalListen is '{RemovalListen}': give an address and a port, for example 0.0.0.0:2280.");
        }
    }
}
