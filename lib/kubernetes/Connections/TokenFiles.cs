using k8s;
using k8s.KubeConfigModels;

namespace Deis.Kubernetes.Connections;

/// <summary>Finds the <c>tokenFile</c> of a kubeconfig's users, which the client package does not know.</summary>
internal static class TokenFiles
{
    /// <summary>Path of the file with the token of the user of a context; null when he logs in another way. Without any login that it knows the package would refuse him.</summary>
    /// <param name="kubeconfig">The file, as the client package has read it.</param>
    /// <param name="context">The context; null for the current one.</param>
    public static string? Take(K8SConfiguration kubeconfig, string? context)
    {
        context ??= kubeconfig.CurrentContext;
        var user = kubeconfig.Contexts?.FirstOrDefault(one => one.Name == context)?.ContextDetails?.User;
        var found = KubernetesYaml.Deserialize<KubeconfigFile>(File.ReadAllText(kubeconfig.FileName)).Users?.Find(one => one.Name == user)?.User?.TokenFile;
        if (found is null)
            return null;
        kubeconfig.Users.First(one => one.Name == user).UserCredentials.Token = found;
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(kubeconfig.FileName))!, found);
    }

    private sealed class KubeconfigFile
    {
        public List<KubeconfigUser>? Users { get; set; }
    }

    private sealed class KubeconfigUser
    {
        public string? Name { get; set; }

        public KubeconfigLogin? User { get; set; }
    }

    private sealed class KubeconfigLogin
    {
        public string? TokenFile { get; set; }
    }
}
