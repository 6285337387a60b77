using System.ComponentModel.DataAnnotations;
using Deis.Platform.Users;

namespace Deis.Platform;

/// <summary>Settings of the platform's core; section <c>Deis</c>. The environment names of Deis Workflow are bound too (docs/protocol/controller.md §9).</summary>
public sealed class PlatformOptions
{
    /// <summary>Connection string of the PostgreSQL database.</summary>
    [Required(ErrorMessage = "Deis:Database is missing: give the connection string of the PostgreSQL database, or DEIS_DATABASE_SERVICE_HOST and its siblings.")]
    public string Database { get; set; } = "";

    /// <summary>File with the keys that seal configuration values and passwords.</summary>
    [Required(ErrorMessage = "Deis:KeyFile is missing: name the file with the keys that protect secrets at rest.")]
    public string KeyFile { get; set; } = "";

    /// <summary>Make <see cref="KeyFile"/> when it is missing. Leave it off where the file comes from a secret.</summary>
    public bool CreateKeyFile { get; set; }

    /// <summary>Who may register accounts.</summary>
    public RegistrationMode RegistrationMode { get; set; } = RegistrationMode.Enabled;

    /// <summary>Names that no app may have.</summary>
    public IList<string> ReservedNames { get; } = [];

    /// <summary>Node tags that the configuration of a new app begins with, on runtimes that place processes by tags.</summary>
    public IDictionary<string, string> DefaultTags { get; } = new Dictionary<string, string>();

    /// <summary>Whether an app whose build has no Procfile any more loses its process types; else it keeps them.</summary>
    public bool RemoveWithoutProcfile { get; set; } = true;

    /// <summary>Whether such a build is refused; comes before <see cref="RemoveWithoutProcfile"/>.</summary>
    public bool RejectWithoutProcfile { get; set; }
}
