using System.Globalization;
using Deis.Kubernetes;
using Deis.Kubernetes.Resources;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime.Kubernetes.Objects;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>The secrets with the environments of releases: written with a release, renewed while it is there, deleted after it.</summary>
internal sealed class EnvironmentSecrets(k8s.Kubernetes client, IObjectStore objects, ClusterView view, KubernetesRuntimeOptions options, TimeProvider time)
{
    private readonly ResourceClient<V1Secret> _secrets = new(client);
    private readonly ResourceClient<V1ReplicaSet> _replicaSets = new(client);

    /// <summary>Makes the secret of a release be what a workload needs, and the login to the registry that its images are from.</summary>
    public async Task WriteAsync(string app, string release, Workload workload, CancellationToken cancellationToken)
    {
        var secret = EnvironmentSecret.Of(app, release, workload, objects, options);
        secret.Metadata.Annotations ??= new Dictionary<string, string>();
        secret.Metadata.Annotations[KubernetesNames.Written] = time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        await _secrets.ApplyAsync(secret, KubernetesNames.Manager, force: true, cancellationToken);
        if (PullSecret.Of(app, workload, options) is { } login)
            await _secrets.ApplyAsync(login, KubernetesNames.Manager, force: true, cancellationToken);
    }

    /// <summary>Deletes the secrets of releases to which no ReplicaSet can return and which no job uses.</summary>
    public async Task CleanAsync(string app, CancellationToken cancellationToken)
    {
        var secrets = await _secrets.ListAsync(new ResourceSelection(app, KubernetesNames.AllEnvironments), cancellationToken);
        if (secrets.Items.Count < 2)
            return;
        var sets = await _replicaSets.ListAsync(new ResourceSelection(app, KubernetesNames.AllApps), cancellationToken);
        var used = sets.Items.Select(set => KubernetesNames.LabelOf(set.Spec.Template.Metadata, KubernetesNames.Version))
            .Concat(view.Pods(app).Select(pod => KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Version)))
            .ToHashSet(StringComparer.Ordinal);
        // One that was written later may belong to a rollout or a job whose objects come next: also that of an old release, to which a rollback returns.
        var youngest = time.GetUtcNow() - TimeSpan.FromMinutes(10);
        foreach (var secret in secrets.Items.Where(secret => WrittenAt(secret) < youngest))
        {
            if (!used.Contains(KubernetesNames.LabelOf(secret.Metadata, KubernetesNames.Version)))
                await _secrets.DeleteAsync(app, secret.Metadata.Name, gracePeriod: null, cancellationToken);
        }
    }

    /// <summary>Renews the slug URLs that have used up half of their time.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var secrets = await _secrets.ListAsync(new ResourceSelection(Labels: KubernetesNames.AllEnvironments), cancellationToken);
        foreach (var secret in secrets.Items)
        {
            var slug = KubernetesNames.NoteOf(secret.Metadata, KubernetesNames.Slug);
            if (slug.Length == 0 || !IsDue(secret))
                continue;
            var signed = objects.Presign(slug, PresignedAccess.Read, options.SlugUrlLifetime);
            var patch = KubernetesJson.Serialize(new Dictionary<string, object>
            {
                ["metadata"] = new Dictionary<string, object>
                {
                    ["annotations"] = new Dictionary<string, string>
                    {
                        [KubernetesNames.SlugExpires] = signed.ExpiresAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    },
                },
                ["stringData"] = new Dictionary<string, string> { [EnvironmentSecret.SlugUrlKey] = signed.Url.AbsoluteUri },
            });
            try
            {
                await _secrets.PatchAsync(
                    secret.Metadata.NamespaceProperty, secret.Metadata.Name, new V1Patch(patch, V1Patch.PatchType.MergePatch), KubernetesNames.Manager, cancellationToken);
            }
            catch (KubernetesApiException exception) when (exception.IsNotFound)
            {
                // its release was cleaned away meanwhile
            }
        }
    }

    private static DateTimeOffset WrittenAt(V1Secret secret) =>
        DateTimeOffset.TryParse(KubernetesNames.NoteOf(secret.Metadata, KubernetesNames.Written), CultureInfo.InvariantCulture, out var written)
            ? written
            : secret.Metadata.CreationTimestamp!.Value;

    private bool IsDue(V1Secret secret) =>
        !DateTimeOffset.TryParse(KubernetesNames.NoteOf(secret.Metadata, KubernetesNames.SlugExpires), CultureInfo.InvariantCulture, out var expires)
        || expires - time.GetUtcNow() < options.SlugUrlLifetime / 2;
}
